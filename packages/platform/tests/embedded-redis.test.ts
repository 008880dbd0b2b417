import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { startRedis } from '../src/embedded/redis.js';

const folder = mkdtempSync(join(tmpdir(), 'souk-redis-test-'));

/** Stands in for redis-server: says what the real one says, and answers PING. */
const FAKE_SERVER = `#!${process.execPath}
const port = process.argv[process.argv.indexOf('--port') + 1];
require('node:net').createServer((socket) => socket.on('data', () => socket.write('+PONG\\r\\n')))
  .listen(port, '127.0.0.1', () => console.log('* Ready to accept connections tcp'));
process.on('SIGTERM', () => process.exit(0));
`;

beforeAll(() => {
  writeFileSync(join(folder, 'valkey-server'), FAKE_SERVER);
  chmodSync(join(folder, 'valkey-server'), 0o755);
});
afterAll(() => rmSync(folder, { recursive: true }));
afterEach(() => vi.unstubAllEnvs());

describe('Redis', () => {
  it('is the one of the URL when there is a URL', async () => {
    const redis = await startRedis({ url: 'redis://elsewhere:6379', allowInProcess: false });
    expect(redis).toMatchObject({ url: 'redis://elsewhere:6379', kind: 'external' });
  });

  it('is a server from PATH, gone when it was disposed of', async () => {
    vi.stubEnv('PATH', `/nonexistent:${folder}:/bin`);
    const redis = await startRedis({ allowInProcess: true });
    expect(redis.kind).toBe('server');
    expect(await ping(redis.url)).toBe('+PONG\r\n');
    await redis[Symbol.asyncDispose]();
    await expect(ping(redis.url)).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  });

  it('is the in-process stand-in when there is no server', async () => {
    vi.stubEnv('PATH', '/nonexistent');
    expect(await startRedis({ allowInProcess: true })).toMatchObject({ url: 'memory://souk', kind: 'in-process' });
  });

  it('says what to install when the stand-in will not do', async () => {
    vi.stubEnv('PATH', '/nonexistent');
    await expect(startRedis({ allowInProcess: false })).rejects.toThrow(/install redis-server or valkey-server/);
  });
});

function ping(url: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(Number(new URL(url).port), '127.0.0.1', () => socket.write('PING\r\n'));
    socket.once('error', reject).once('data', (data) => {
      socket.destroy();
      resolve(data.toString());
    });
  });
}
