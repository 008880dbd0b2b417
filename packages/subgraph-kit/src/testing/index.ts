export { askSubgraph, type GraphqlAnswer, subscribeTo } from './ask-subgraph.js';
export { createTestDatabase, type TestDatabase } from './test-database.js';
export { aMember, TEST_KEYS, testEnvironment } from './test-environment.js';
export { until } from './until.js';
export { witnessJobs } from './witness-jobs.js';
