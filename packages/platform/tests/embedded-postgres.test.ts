import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type EmbeddedPostgres, removePostgres, startPostgres } from '../src/embedded/postgres.js';

const dataDir = mkdtempSync(join(tmpdir(), 'souk-postgres-test-'));
const clusterDir = join(dataDir, 'cluster');
let firstUrl: string;

beforeAll(async () => {
  await using server = await startPostgres({ dataDir, durable: false });
  firstUrl = server.url('postgres');
  await query(server, 'create table kept as select 42 as answer');
});

afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

describe('embedded PostgreSQL', () => {
  it('is gone when it was disposed of', async () => {
    const sql = postgres(firstUrl, { connect_timeout: 2 });
    await expect(sql`select 1`).rejects.toMatchObject({ code: 'ECONNREFUSED' });
    expect(existsSync(join(clusterDir, 'postmaster.pid'))).toBe(false);
  });

  it('keeps its data and its password over a restart', async () => {
    await using server = await startPostgres({ dataDir, durable: true });
    expect(await query(server, 'select answer from kept')).toEqual([{ answer: 42 }]);
    expect(await query(server, 'show fsync')).toEqual([{ fsync: 'on' }]);
  });

  it('lets nobody in without the password', async () => {
    await using server = await startPostgres({ dataDir, durable: false });
    const sql = postgres(`postgres://souk@127.0.0.1:${server.port}/postgres`);
    await expect(sql`select 1`).rejects.toThrow(/password/);
    await sql.end();
  });

  it('compares and folds letters as Unicode says', async () => {
    await using server = await startPostgres({ dataDir, durable: false });
    expect(await query(server, "select lower('ÄÉΣ') as folded")).toEqual([{ folded: 'äéσ' }]);
  });

  it('stops one that a killed run left behind', async () => {
    await using orphan = await startPostgres({ dataDir, durable: false });
    await using server = await startPostgres({ dataDir, durable: false });
    expect(server.port).not.toBe(orphan.port);
    expect(await query(server, 'select answer from kept')).toEqual([{ answer: 42 }]);
  });

  it('ends with its process, even by SIGKILL', async () => {
    const child = startInChild();
    const port = await firstLine(child);
    child.kill('SIGKILL');
    await expect.poll(() => existsSync(join(clusterDir, 'postmaster.pid'))).toBe(false);
    await using server = await startPostgres({ dataDir, port: Number(port), durable: false });
    expect(server.port).toBe(Number(port));
  });

  it('names the port that is in use', async () => {
    const blocker = createServer().listen(0, '127.0.0.1');
    await new Promise((done) => blocker.once('listening', done));
    const { port } = blocker.address() as { port: number };
    await expect(startPostgres({ dataDir, port, durable: false })).rejects.toThrow(
      `Port ${port}, meant for PostgreSQL, is in use`,
    );
    blocker.close();
  });

  it('begins again where the making of a cluster was broken off', async () => {
    const broken = mkdtempSync(join(tmpdir(), 'souk-postgres-broken-'));
    writeFileSync(join(broken, 'cluster.unfinished'), 'not even a folder');
    await using server = await startPostgres({ dataDir: broken, durable: false });
    expect(await query(server, 'select 1 as one')).toEqual([{ one: 1 }]);
    await server[Symbol.asyncDispose]();
    await removePostgres(broken);
    expect(existsSync(broken)).toBe(false);
  });

  it('says what to do with a cluster of another version', async () => {
    writeFileSync(join(clusterDir, 'PG_VERSION'), '17\n');
    await expect(startPostgres({ dataDir, durable: false })).rejects.toThrow(/PostgreSQL 17.*brings 18.*--reset/);
    writeFileSync(join(clusterDir, 'PG_VERSION'), '18\n');
  });
});

async function query(server: EmbeddedPostgres, text: string): Promise<unknown[]> {
  const sql = postgres(server.url('postgres'), { max: 1 });
  try {
    return [...(await sql.unsafe(text))];
  } finally {
    await sql.end();
  }
}

function startInChild() {
  const module = new URL('../src/embedded/postgres.ts', import.meta.url).href;
  const script = `const { startPostgres } = await import('${module}');
    const server = await startPostgres({ dataDir: process.argv[1], durable: false });
    console.log(server.port);
    setInterval(() => {}, 1000);`;
  return spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script, dataDir], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}

function firstLine(child: ReturnType<typeof startInChild>): Promise<string> {
  return new Promise((done) => child.stdout?.setEncoding('utf8').once('data', (text: string) => done(text.trim())));
}
