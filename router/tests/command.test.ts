import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'graphql';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { main } from '../src/command-line.js';
import { shop } from './fixtures/shop.js';
import { composeSupergraph } from './fixtures/start-federation.js';
import { startSubgraph, type TestSubgraph } from './fixtures/start-subgraph.js';

const BIN = fileURLToPath(new URL('../bin/router.mjs', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'router-'));
const supergraph = join(folder, 'supergraph.graphql');
const TAGGED = parse(`
  extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@tag"])
  type Query { a: Int b: Int @tag(name: "no") }
`);
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
    .poll(() =>
      fetch(url).then(
        () => 'taken',
        () => 'refused',
      ),
    )
    .toBe('refused');
  release();
  expect(await (await asked).json()).toEqual({ data: { me: { name: 'Ada' } } });
  const answeredAt = performance.now();
  expect(await router.exit).toBe(0);
  // A connection that is kept alive (5 s, by Node's default) does not hold it up.
  expect(performance.now() - answeredAt).toBeLessThan(4_000);
  expect(router.output.stderr).toBe('');
});

it('reads its configuration, the command line before the environment before the file, and its supergraph at SIGHUP', async () => {
  const config = file(
    'good.yaml',
    `port: 1\nhost: 127.0.0.1\nsubgraphs:\n  accounts:\n    url: ${subgraphs[1]!.url}\n`,
  );
  subgraphs[1]!.answerWith(undefined);
  const own = file('own.graphql', composeSupergraph(subgraphs));
  const router = run(['--supergraph', own, '--no-watch', '--config', config, '--port', '0'], { PORT: '2' });
  const url = await ready(router);
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{"query":"{ me { name } }"}',
  });
  expect(await response.json()).toEqual({ data: { me: { name: 'Ada' } } });

  const hash = async () => {
    const status: any = await (await fetch(url.replace('/graphql', '/health/ready'))).json();
    return status.supergraph.hash;
  };
  const before = await hash();
  file('own.graphql', `${composeSupergraph(subgraphs)}# another`);
  router.child.kill('SIGHUP');
  await expect.poll(hash).not.toBe(before);
  router.child.kill('SIGINT');
  expect(await router.exit).toBe(0);
});

it('ends with exit code 1 when it does not start', async () => {
  const { exit, output } = run([]);
  expect([await exit, output.stdout]).toEqual([1, '']);
  expect(output.stderr).toBe('router: --supergraph FILE|URL (or SUPERGRAPH) is required; see --help\n');
});

/** The command in this process: what it would write, and its exit code. */
async function runHere(args: readonly string[], env: Record<string, string> = {}) {
  const output = { stdout: '', stderr: '' };
  const spies = (['stdout', 'stderr'] as const).map((name) =>
    vi.spyOn(process[name], 'write').mockImplementation((text) => {
      output[name] += text;
      return true;
    }),
  );
  const exitCodeBefore = process.exitCode;
  await main(args, { LOG_LEVEL: 'silent', ...env });
  const { exitCode } = process;
  process.exitCode = exitCodeBefore;
  for (const spy of spies) spy.mockRestore();
  return { ...output, exitCode };
}

it('tells how it is used', async () => {
  const { stdout, exitCode } = await runHere(['--help']);
  for (const option of [
    '--supergraph FILE|URL',
    '--introspect',
    '--no-watch',
    '--include-tags',
    '--print-api-schema',
  ]) {
    expect(stdout).toContain(option);
  }
  expect(exitCode).toBeUndefined();
});

it('says in one sentence why it does not start', async () => {
  const busy = createServer();
  await new Promise<void>((resolve) => busy.listen(0, '127.0.0.1', resolve));
  const { port } = busy.address() as { port: number };
  const serve = ['--supergraph', supergraph, '--port', '0'];
  const unknownKey = file('unknown.yaml', 'limits:\n  dpeth: 3\n');
  const hasty = file('hasty.yaml', 'supergraph: { deadlineMs: 50 }');
  const twice = file('twice.yaml', `contracts:\n${'  - { name: a, excludeTags: [x] }\n'.repeat(2)}`);
  const cases: [args: string[], env: Record<string, string>, message: string][] = [
    [['--bogus'], {}, "Unknown option '--bogus'"],
    [['--supergraph', join(folder, 'none')], {}, 'cannot be read: there is no such file'],
    [
      ['--supergraph', `http://127.0.0.1:${port}/sdl`, '--config', hasty],
      {},
      'sdl cannot be had: no answer within 50 ms',
    ],
    [['--supergraph', 'http://user:secret@127.0.0.1/sdl'], {}, 'The supergraph URL must hold no password'],
    [
      ['--supergraph', supergraph, '--introspect', 'a=http://127.0.0.1:1'],
      {},
      '--supergraph and --introspect exclude one another',
    ],
    [['--introspect', 'a'], {}, '--introspect takes NAME=URL,…, got "a"'],
    [
      ['--introspect', 'a=http://127.0.0.1:9'],
      {},
      'The supergraph manager failed: Couldn\'t load service definitions for "a"',
    ],
    [['--watch', '--no-watch'], {}, '--watch and --no-watch exclude one another'],
    [[...serve, '--include-tags', ' ,'], {}, '--include-tags takes a list, separated by commas'],
    [[...serve, '--include-tags', 'a b'], {}, 'Configuration "contract.includeTags.0" is wrong'],
    [[...serve, '--include-tags', 'none'], {}, 'The contract at /graphql leaves no valid schema: Type "Query" is'],
    [[...serve, '--config', twice], {}, 'Configuration "contracts" is wrong: has a name twice'],
    [['--supergraph', file('bad.graphql', 'type Query {')], {}, 'The supergraph is not valid: Syntax Error'],
    [['--supergraph', file('plain.graphql', 'type Query { a: Int }')], {}, 'The supergraph is not valid'],
    [['--supergraph', supergraph, '--port', 'http'], {}, 'Configuration "port" is wrong'],
    [['--supergraph', supergraph, '--port', String(port)], {}, `Cannot listen at port ${port}: it is in use`],
    [[...serve, '--config', unknownKey], {}, 'Unknown configuration key "limits.dpeth"'],
    [serve, { NODE_ENV: 'production' }, 'JWKS_URL is required with NODE_ENV=production'],
  ];
  for (const [args, env, message] of cases) {
    const { stdout, stderr, exitCode } = await runHere(args, env);
    expect([exitCode, stdout], message).toEqual([1, '']);
    expect(stderr).toContain(message);
    expect(stderr.trim().split('\n').length, stderr).toBe(1);
  }
  busy.close();
});

it('prints the schema that clients see', async () => {
  const tagged = file('tagged.graphql', composeSupergraph([{ name: 'a', url: 'http://a', typeDefs: TAGGED }]));
  const whole = await runHere(['--supergraph', tagged, '--print-api-schema'], { NODE_ENV: 'production' });
  const defer = 'directive @defer(label: String, if: Boolean! = true) on FRAGMENT_SPREAD | INLINE_FRAGMENT';
  const stdout = `${defer}\n\ntype Query {\n  a: Int\n  b: Int\n}\n`;
  expect(whole).toEqual({ stdout, stderr: '', exitCode: undefined });
  const part = await runHere(['--supergraph', tagged, '--print-api-schema', '--exclude-tags', 'no']);
  expect(part.stdout).toBe(`${defer}\n\ntype Query {\n  a: Int\n}\n`);
});
