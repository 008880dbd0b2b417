export { DEMO_LOGINS, DEMO_PASSWORD } from './people/logins.js';
export type * from './types.js';
export { createWorld, type WorldOptions } from './world.js';
