import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pino } from 'pino';
import { expect, it, vi } from 'vitest';
import { tracingConfig } from '../../config/tracing-config.js';
import { Tracing } from './tracing.js';

it('does not wait for a collector that hangs when the router ends', async () => {
  const exports: unknown[] = [];
  const server = createServer((request) => exports.push(request));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const tracing = new Tracing(tracingConfig.parse({}), `http://127.0.0.1:${port}`, pino({ level: 'silent' }));
  tracing.beginMessage({}, 'the request').end();
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  const end = tracing[Symbol.asyncDispose]();
  let hasEnded = false;
  void end.then(() => {
    hasEnded = true;
  });
  vi.advanceTimersByTime(2_900);
  await new Promise((resolve) => setImmediate(resolve));
  expect(hasEnded).toBe(false);
  vi.advanceTimersByTime(200);
  await end;
  vi.useRealTimers();
  server.closeAllConnections();
  server.close();
});
