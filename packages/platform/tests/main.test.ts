import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, inject, it } from 'vitest';
import { freePorts, isPortFree } from '../src/embedded/free-port.js';
import { type SoukProcess, startImport, startSouk } from './_souk-process.js';

const folder = mkdtempSync(join(tmpdir(), 'souk-main-test-'));
const dataDir = join(folder, 'data');
const running: SoukProcess[] = [];
let port: number;
let env: Record<string, string>;

beforeAll(async () => {
  chmodSync(folder, 0o755); // or PostgreSQL's user, when we are root, could not reach it
  [port = 0] = await freePorts([0]);
  env = { SOUK_DATA_DIR: dataDir, PORT: String(port) };
});
afterEach(async () => {
  for (const souk of running.splice(0)) {
    souk.signal('SIGKILL');
    await souk.ended;
  }
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('npm start, before anything runs', { timeout: 300_000 }, () => {
  it('explains itself', async () => {
    const souk = start(['--help']);
    expect(await souk.ended).toBe(0);
    expect(souk.output()).toMatch(/--seed demo\|small\|medium\|large\|none/);
  });

  it('refuses an unknown flag with exit code 2', async () => {
    const souk = start(['--sede', 'demo']);
    expect(await souk.ended).toBe(2);
    expect(souk.output()).toMatch(/^Unknown option '--sede': .*--help/);
  });

  it.each([
    ['a port in use', { PORT: new URL(inject('postgresUrl')).port }, /^Port \d+ is in use .*PORT=/],
    [
      'a server that does not answer',
      { DATABASE_URL: 'postgres://a:b@127.0.0.1:1/c' },
      /No PostgreSQL answers at 127.0.0.1:1/,
    ],
    ['a wrong password', { DATABASE_URL: inject('postgresUrl').replace(/:[^:@]+@/, ':wrong@') }, /refuses "souk"/],
    ['a data folder that is none', { SOUK_DATA_DIR: '/dev/null/data' }, /\/dev\/null\/data cannot be made/],
  ])('names %s in one sentence and leaves nothing', async (_what, wrong, sentence) => {
    const souk = startSouk([], { ...env, ...wrong });
    expect(await souk.ended).toBe(1);
    const lines = souk.output().trim().split('\n');
    expect(lines.at(-1)).toMatch(sentence);
    expect(souk.output()).not.toMatch(/^\s+at /m);
    expect(existsSync(join(dataDir, 'lock'))).toBe(false);
  });

  it('refuses the databases of another version', async () => {
    mkdirSync(join(dataDir, 'postgres', 'cluster'), { recursive: true });
    writeFileSync(join(dataDir, 'postgres', 'cluster', 'PG_VERSION'), '16\n');
    const souk = start();
    expect(await souk.ended).toBe(1);
    expect(souk.output()).toMatch(/made by PostgreSQL 16, this Souk brings 18: .*--reset/);
  });
});

describe('npm start', { timeout: 300_000 }, () => {
  it('begins anew after --reset: seeds, serves, stops on SIGTERM and leaves nothing', async () => {
    const souk = start(['--reset']);
    await souk.says(/Ctrl-C stops everything/);
    expect(souk.output()).toMatch(/Filled the databases \(demo\): [\d,]+ rows in \d+ s/);
    expect(souk.output()).toContain(`http://127.0.0.1:${port}/graphql`);
    expect(souk.output()).toMatch(/admin@souk\.test[\s\S]*seller@souk\.test|seller@souk\.test[\s\S]*admin@souk\.test/);
    expect(await ask('{ products(first: 1) { nodes { name } } }')).toMatchObject({
      data: { products: { nodes: [{ name: expect.any(String) }] } },
    });
    await stopsInOrder(souk, 'SIGTERM');
  });

  it('starts again with what was there, and refuses a second one meanwhile', async () => {
    const souk = start();
    await souk.says(/Souk is open/);
    expect(souk.output()).not.toMatch(/Fill/);
    const second = start();
    expect(await second.ended).toBe(1);
    expect(second.output()).toMatch(new RegExp(`running already: process ${souk.pid}, http://127.0.0.1:${port}`));
    await importFinds('Quietwing Parasol', souk);
    await stopsInOrder(souk, 'SIGINT');
  });

  it('asks for --reset when another seed is wanted', async () => {
    const souk = start(['--seed', 'small']);
    expect(await souk.ended).toBe(1);
    expect(souk.output()).toMatch(/npm start -- --reset --seed small/);
  });

  it('lets a catalogue in while it does not run', async () => {
    const importing = startImport(['--file', aCatalogue('Gullrock Hammock')], env);
    running.push(importing);
    expect(await importing.ended).toBe(0);
    expect(importing.output()).toMatch(/Imported 1 products in \d+ s\. Skipped 1 lines:\n {2}line 2: /);
    expect(existsSync(join(dataDir, 'lock'))).toBe(false);
  });

  it('says that several processes need a real Redis', async () => {
    const souk = startSouk(['--processes'], { ...env, PATH: '/nonexistent' });
    expect(await souk.ended).toBe(1);
    expect(souk.output()).toMatch(/no Redis that several processes could share: install .*REDIS_URL/);
  });

  it.skipIf(inject('redisKind') === 'in-process')(
    'runs each part as a process, and stops when one of them ends',
    async () => {
      const souk = startSouk(['--processes'], { ...env, REDIS_URL: inject('redisUrl') });
      running.push(souk);
      await souk.says(/Souk is open/);
      expect(await ask('{ products(first: 1) { nodes { inStock } } }')).toMatchObject({
        data: { products: { nodes: [{ inStock: expect.any(Boolean) }] } },
      });
      process.kill(pidOf('subgraphs/carts/src/main.ts', souk), 'SIGKILL');
      expect(await souk.ended).toBe(1);
      expect(souk.output()).toMatch(/carts ended by itself; stopping the rest/);
      for (let offset = 0; offset <= 7; offset++) expect(await isPortFree(port + offset)).toBe(true);
    },
  );

  it('takes over from one that was killed, whose servers are gone', async () => {
    const killed = start();
    await killed.says(/Souk is open/);
    killed.signal('SIGKILL');
    await killed.ended;
    expect(existsSync(join(dataDir, 'lock'))).toBe(true);
    const souk = start();
    await souk.says(/Souk is open/);
    await stopsInOrder(souk, 'SIGTERM');
  });

  it('can be stopped while it starts', async () => {
    const souk = start();
    await souk.says(/Starting Souk/);
    await stopsInOrder(souk, 'SIGINT');
  });
});

function start(args: readonly string[] = []): SoukProcess {
  const souk = startSouk(args, env);
  running.push(souk);
  return souk;
}

async function stopsInOrder(souk: SoukProcess, signal: NodeJS.Signals): Promise<void> {
  souk.signal(signal);
  expect(await souk.ended).toBe(0);
  expect(existsSync(join(dataDir, 'lock'))).toBe(false);
  expect(existsSync(join(dataDir, 'postgres', 'cluster', 'postmaster.pid'))).toBe(false);
  for (let offset = 0; offset <= 7; offset++) expect(await isPortFree(port + offset)).toBe(true);
}

/** Of the one process below this Souk that runs the script: Souk → its tether → the part. */
function pidOf(script: string, souk: SoukProcess): number {
  const list = execFileSync('ps', ['-eo', 'pid=,ppid=,args='], { encoding: 'utf8' }).split('\n');
  const rows = list.map((line) => line.trim().split(/\s+/));
  const tethers = rows.filter(([, parent]) => Number(parent) === souk.pid).map(([pid]) => pid);
  const part = rows.find(([, parent, ...args]) => tethers.includes(parent) && args.some((arg) => arg.endsWith(script)));
  return Number(part?.[0]);
}

/** While Souk runs, on its databases. */
async function importFinds(title: string, souk: SoukProcess): Promise<void> {
  const importing = startImport(['--file', aCatalogue(title)], env);
  expect(await importing.ended).toBe(0);
  const query = `{ productSearch(input: { query: "${title}" }) { nodes { name variants { availability { inStock } } } } }`;
  expect(await ask(query)).toMatchObject({
    data: { productSearch: { nodes: [{ name: title, variants: [{ availability: { inStock: true } }] }] } },
  });
  expect(souk.output()).not.toMatch(/error/i);
}

/** One good line and one that says nothing. */
function aCatalogue(title: string): string {
  const file = join(folder, `${title}.jsonl`);
  writeFileSync(file, `${JSON.stringify({ id: title, title, brand: 'Gullrock', priceCents: 4_200 })}\n{}\n`);
  return file;
}

async function ask(query: string): Promise<unknown> {
  const response = await fetch(`http://127.0.0.1:${port}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query }),
  });
  return response.json();
}
