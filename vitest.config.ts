import { createRequire } from 'node:module';
import { defineConfig } from 'vitest/config';

const require = createRequire(import.meta.url);

/** vite would take graphql's "module" entry; Node and every dependency take "main": one copy per process. */
const resolve = { alias: [{ find: /^graphql$/, replacement: require.resolve('graphql') }] };
/** These end what hangs; they say nothing of speed, for a machine may be slow and busy. */
const patience = { testTimeout: 120_000, hookTimeout: 180_000, expect: { poll: { timeout: 20_000, interval: 5 } } };
const services = { globalSetup: ['packages/platform/src/testing/global-setup.ts'], ...patience };
const exclude = ['**/node_modules/**', '**/dist/**'];

/** Files share one worker's modules: half of the time would else go into importing the same libraries again for each. */
export default defineConfig({
  test: {
    maxWorkers: 2,
    projects: [
      {
        resolve,
        test: {
          name: 'unit',
          exclude,
          isolate: false,
          include: ['{packages,subgraphs}/*/src/**/*.test.ts', 'router/src/**/*.test.ts'],
          ...patience,
        },
      },
      {
        resolve,
        test: {
          name: 'integration',
          exclude,
          isolate: false,
          include: ['{packages,subgraphs}/*/tests/**/*.test.ts', 'router/tests/**/*.test.ts'],
          ...services,
        },
      },
      { resolve, test: { name: 'e2e', exclude, isolate: false, include: ['tests/**/*.test.ts'], ...services } },
    ],
  },
});
