import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { processBirth } from '../embedded/process-facts.js';
import { perSubgraph } from '../subgraph-names.js';
import { acquireLock, readRunning } from './lock.js';

const URL_OF_ROUTER = 'http://127.0.0.1:4000';
let dataDir: string;

beforeEach(() => {
  dataDir = join(mkdtempSync(join(tmpdir(), 'souk-lock-test-')), 'data');
});
afterEach(() => rmSync(join(dataDir, '..'), { recursive: true }));

describe('the lock of a data folder', () => {
  it('refuses a second one and names the first', async () => {
    await using _lock = acquireLock(dataDir, URL_OF_ROUTER);
    expect(() => acquireLock(dataDir, 'http://127.0.0.1:5000')).toThrow(
      new RegExp(`running already: process ${process.pid}, ${URL_OF_ROUTER}`),
    );
  });

  it('is gone afterwards', async () => {
    const lock = acquireLock(dataDir, URL_OF_ROUTER);
    await lock[Symbol.asyncDispose]();
    expect(existsSync(join(dataDir, 'lock'))).toBe(false);
    expect(readRunning(dataDir)).toBeUndefined();
  });

  it('tells where the databases are, to its owner alone', async () => {
    await using lock = acquireLock(dataDir, URL_OF_ROUTER);
    const databases = perSubgraph((name) => `postgres://${name}`);
    lock.announce(databases);
    expect(readRunning(dataDir)).toMatchObject({ pid: process.pid, what: URL_OF_ROUTER, databases });
    expect(statSync(join(dataDir, 'lock')).mode & 0o777).toBe(0o600);
  });

  it('is taken over from a process that is gone', async () => {
    const gone = spawn('true');
    await new Promise((done) => gone.once('exit', done));
    await takesOver({ pid: gone.pid, birth: 'some time ago', what: URL_OF_ROUTER });
  });

  it('is taken over when another process has the pid now', async () => {
    await takesOver({ pid: process.ppid, birth: 'before the machine was restarted', what: URL_OF_ROUTER });
  });

  it('is taken over when it was broken off while being written', async () => {
    await takesOver('{"pid":');
  });

  it('says what to do when the folder is no folder', () => {
    writeFileSync(dataDir, '');
    expect(() => acquireLock(dataDir, URL_OF_ROUTER)).toThrow(/cannot be made.*SOUK_DATA_DIR/);
  });
});

describe('the birth of a process', () => {
  it('is the same each time, and empty for a process that is not there', () => {
    expect(processBirth(process.pid)).not.toBe('');
    expect(processBirth(process.pid)).toBe(processBirth(process.pid));
    expect(processBirth(process.pid)).not.toBe(processBirth(process.ppid));
    expect(processBirth(2 ** 30)).toBe('');
  });
});

async function takesOver(left: unknown): Promise<void> {
  await acquireLock(dataDir, URL_OF_ROUTER)[Symbol.asyncDispose]();
  writeFileSync(join(dataDir, 'lock'), typeof left === 'string' ? left : JSON.stringify(left));
  await using _lock = acquireLock(dataDir, URL_OF_ROUTER);
  expect(readRunning(dataDir)?.pid).toBe(process.pid);
}
