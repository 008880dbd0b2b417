export { startTestPlatform, type TestPlatformOptions } from './start-test-platform.js';
