import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { parse } from 'graphql';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { main } from '../src/schema-check/command-line.js';
import { composeSupergraph, startFederation, type TestFederation } from './fixtures/start-federation.js';

const BIN = fileURLToPath(new URL('../bin/schema-check.mjs', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'usage-'));
const usage = join(folder, 'usage');
const SDL = 'type Query { people(named: String): [Person!] } type Person { id: ID! name: String nick: String }';
const people = {
  name: 'people',
  sdl: SDL,
  resolvers: { Query: { people: () => [{ id: '1', name: 'Ada' }] } },
};
let federation: TestFederation;

beforeAll(async () => {
  federation = await startFederation([people], { usage: { dir: usage } });
  const ios = { 'apollographql-client-name': 'ios', 'apollographql-client-version': '2.1' };
  await federation.ask('query Names { people(named: "Ada Lovelace") { name } }', {}, ios);
  await federation.ask('query Names { people(named: "Grace Hopper") { name } }', {}, ios);
  await federation.ask('query Names { people(named: "Eve") { name } }');
  await federation.ask('query Wrong { people { unknown } }', {}, ios);
  await federation.stopRouter();
});
afterAll(() => federation[Symbol.asyncDispose]());

function schemaFile(name: string, sdl: string): string {
  const file = join(folder, name);
  writeFileSync(file, composeSupergraph([{ name: 'people', url: 'http://people', typeDefs: parse(sdl) }]));
  return file;
}

/** In this process, as the command would. */
async function check(...args: string[]): Promise<{ code: unknown; stdout: string; stderr: string }> {
  const output = { stdout: '', stderr: '' };
  const catching = (['stdout', 'stderr'] as const).map((stream) =>
    vi.spyOn(process[stream], 'write').mockImplementation((text) => {
      output[stream] += String(text);
      return true;
    }),
  );
  const before = process.exitCode;
  try {
    await main(args);
    return { code: process.exitCode, ...output };
  } finally {
    process.exitCode = before;
    for (const spy of catching) spy.mockRestore();
  }
}

describe('a router that counts what is used', () => {
  it('writes an operation once, its requests by client, and nothing of what people asked', () => {
    const [file = '', ...others] = readdirSync(usage);
    const lines = readFileSync(join(usage, file), 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(others).toEqual([]);
    expect(lines).toMatchObject([
      { kind: 'operation', name: 'Names', text: 'query Names{people(named:""){name}}' },
      { kind: 'count', client: 'ios', version: '2.1', count: 2 },
      { kind: 'count', count: 1 },
    ]);
    expect(lines[0].coordinates).toEqual(expect.arrayContaining(['Query.people.named', 'Person.name']));
  });
});

describe('schema-check', () => {
  const current = schemaFile('current.graphql', SDL);

  it('exits with 1 and names field, operation and client when something used goes', async () => {
    const next = schemaFile('next.graphql', SDL.replace('name: String', ''));
    const args = [BIN, '--current', current, '--next', next, '--usage', usage];
    const { code, stdout } = await promisify(execFile)(process.execPath, args).catch((error) => error);
    expect(code).toBe(1);
    expect(stdout).toMatch(
      /Breaks what is used:\n {2}- Person\.name: .*\n {6}query Names \w+: 3 requests, .* by ios 2\.1, a client/,
    );
  });

  it('exits with 0 when only what nobody uses goes; as JSON too', async () => {
    const next = schemaFile('unused.graphql', SDL.replace('nick: String', ''));
    const { code, stdout } = await check('--current', current, '--next', next, '--usage', usage, '--json');
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      breaking: [],
      unused: [{ coordinate: 'Person.nick' }],
      operationCount: 1,
    });
  });

  it.each([
    [['--current', 'x'], '--usage is missing'],
    [['--usage', join(folder, 'none'), '--current', current, '--next', current], 'cannot be read'],
    [['--usage', usage, '--current', join(folder, 'none'), '--next', current], 'is no schema that can be read'],
    [['--usage', usage, '--current', current, '--next', current, '--since', '3w'], '--since must be'],
    [['--unknown'], 'Unknown option'],
  ])('exits with 2 and one sentence for %j', async (args, sentence) => {
    const { code, stderr } = await check(...args);
    expect(code).toBe(2);
    expect(stderr).toContain(sentence);
    expect(stderr.trim().split('\n')).toHaveLength(1);
  });
});
