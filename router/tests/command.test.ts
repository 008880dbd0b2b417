import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { shop } from './fixtures/shop.js';
import { composeSupergraph } from './fixtures/start-federation.js';
import { startSubgraph, type TestSubgraph } from './fixtures/start-subgraph.js';

const BIN = fileURLToPath(new URL('../bin/router.mjs', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'router-'));
const supergraph = join(folder, 'supergraph.graphql');
let subgraphs: TestSubgraph[];

beforeAll(async () => {
  subgraphs = await Promise.all(shop.map(startSubgraph));
  writeFileSync(supergraph, composeSupergraph(subgraphs));
});

afterAll(async () => {
  await Promise.all(subgraphs.map((subgraph) => subgraph[Symbol.asyncDispose]()));
});

interface Run {
  readonly child: ChildProcess;
  readonly output: { stdout: string; stderr: string };
  readonly exit: Promise<number | null>;
}

function run(args: readonly string[], env: Record<string, string> = {}): Run {
  const child = spawn(process.execPath, [BIN, ...args], {
    env: { PATH: process.env.PATH, LOG_LEVEL: 'silent', ...env },
  });
  const output = { stdout: '', stderr: '' };
  child.stdout.on('data', (chunk) => (output.stdout += chunk));
  child.stderr.on('data', (chunk) => (output.stderr += chunk));
  return { child, output, exit: once(child, 'exit').then(([code]) => code) };
}

async function ready({ child, output }: Run): Promise<string> {
  while (!output.stdout.includes('\n')) await once(child.stdout!, 'data');
  return /Router ready at (\S+)/.exec(output.stdout)?.[1] ?? '';
}

function file(name: string, text: string): string {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
}

it('tells how it is used', async () => {
  const { exit, output } = run(['--help']);
  expect(await exit).toBe(0);
  expect(output.stdout).toContain('--supergraph FILE');
});

it('serves, and at SIGTERM finishes what is in flight and exits with 0', async () => {
  const router = run(['--port', '0'], { SUPERGRAPH: supergraph });
  const url = await ready(router);
  let release = () => {};
  const reached = new Promise<void>((resolve) =>
    subgraphs[1]!.answerWith((response) => {
      release = () => response.writeHead(200).end('{"data":{"me":{"name":"Ada"}}}');
      resolve();
    }),
  );
  const headers = { 'content-type': 'application/json' };
  const asked = fetch(url, { method: 'POST', headers, body: '{"query":"{ me { name } }"}' });
  await reached;
  router.child.kill('SIGTERM');
  await expect
    .poll(
      () =>
        fetch(url).then(
          () => 'taken',
          () => 'refused',
        ),
      { timeout: 5_000 },
    )
    .toBe('refused');
  release();
  expect(await (await asked).json()).toEqual({ data: { me: { name: 'Ada' } } });
  expect(await router.exit).toBe(0);
  expect(router.output.stderr).toBe('');
}, 30_000);

it('reads its configuration, the command line before the environment before the file', async () => {
  const config = file(
    'good.yaml',
    `port: 1\nhost: 127.0.0.1\nsubgraphs:\n  accounts:\n    url: ${subgraphs[1]!.url}\n`,
  );
  subgraphs[1]!.answerWith(undefined);
  const router = run(['--supergraph', supergraph, '--config', config, '--port', '0'], { PORT: '2' });
  const response = await fetch(await ready(router), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{"query":"{ me { name } }"}',
  });
  expect(await response.json()).toEqual({ data: { me: { name: 'Ada' } } });
  router.child.kill('SIGINT');
  expect(await router.exit).toBe(0);
}, 30_000);

it('says in one sentence why it does not start', async () => {
  const busy = createServer();
  await new Promise<void>((resolve) => busy.listen(0, '127.0.0.1', resolve));
  const { port } = busy.address() as { port: number };
  const serve = ['--supergraph', supergraph, '--port', '0'];
  const production = { NODE_ENV: 'production' };
  const cases: [args: string[], env: Record<string, string>, message: string][] = [
    [[], {}, '--supergraph FILE (or SUPERGRAPH) is required'],
    [['--bogus'], {}, "Unknown option '--bogus'"],
    [['--supergraph', join(folder, 'none')], {}, 'cannot be read'],
    [['--supergraph', file('bad.graphql', 'type Query {')], {}, 'The supergraph is not valid: Syntax Error'],
    [['--supergraph', file('plain.graphql', 'type Query { a: Int }')], {}, 'The supergraph is not valid'],
    [['--supergraph', supergraph, '--port', 'http'], {}, 'Configuration "port" is wrong'],
    [['--supergraph', supergraph, '--port', String(port)], {}, `Cannot listen at port ${port}: it is in use`],
    [
      [...serve, '--config', file('unknown.yaml', 'limits:\n  dpeth: 3\n')],
      {},
      'Unknown configuration key "limits.dpeth"',
    ],
    [serve, production, 'JWKS_URL is required with NODE_ENV=production'],
  ];
  for (const [args, env, message] of cases) {
    const { exit, output } = run(args, env);
    expect([await exit, output.stdout], message).toEqual([1, '']);
    expect(output.stderr).toContain(message);
    expect(output.stderr.trim().split('\n').length, output.stderr).toBe(1);
  }
  busy.close();
}, 120_000);
