import { expect, it } from 'vitest';
import { checkReadiness } from './health.js';

it('is ready when every dependency answers', async () => {
  const readiness = await checkReadiness({ postgres: async () => {}, redis: async () => {} });
  expect(readiness).toMatchObject({ status: 'ready', dependencies: { postgres: { status: 'up' } } });
});

it('names the dependency that fails or hangs, and not why', async () => {
  const readiness = await checkReadiness({
    postgres: () => Promise.reject(new Error('password wrong')),
    redis: () => new Promise(() => {}),
    disk: async () => {},
  });
  expect(readiness.status).toBe('unavailable');
  expect(readiness.dependencies).toMatchObject({
    postgres: { status: 'down' },
    redis: { status: 'down' },
    disk: { status: 'up' },
  });
  expect(JSON.stringify(readiness)).not.toContain('password');
});
