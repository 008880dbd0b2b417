import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createEngine, type RunningEngine } from '../src/create-engine.js';
import { catalogue } from './fixtures/shop.js';
import { composeSupergraph, startFederation, type TestFederation } from './fixtures/start-federation.js';

let federation: TestFederation;
let engine: RunningEngine;
let dir: string;

/** An engine with everything that counts. */
beforeAll(async () => {
  federation = await startFederation([catalogue]);
  dir = await mkdtemp(join(tmpdir(), 'manifest-'));
  const manifest = join(dir, 'manifest.json');
  await writeFile(manifest, '{}');
  engine = await createEngine({
    supergraphSdl: composeSupergraph(Object.values(federation.subgraphs)),
    logger: pino({ level: 'silent' }),
    config: {
      persistedOperations: { mode: 'audit', manifests: [manifest] },
      rateLimits: [{ by: 'address', limit: 10, windowSeconds: 1 }],
      demand: { mode: 'measure' },
      caching: { mode: 'entities-and-responses' },
    },
  });
});

afterAll(async () => {
  await engine?.[Symbol.asyncDispose]();
  await federation?.[Symbol.asyncDispose]();
  await rm(dir, { recursive: true });
});

it('are in the README, all of them, as they are', async () => {
  expect(documented()).toEqual(await registered());
});

it('are named alike: what they are of, what they count, in which unit', async () => {
  for (const { name, type } of await registered()) {
    expect(name).toMatch(/^(http|graphql|subgraph|supergraphs?|response_cache|cache)_[a-z_]+$/);
    expect(name.endsWith('_total')).toBe(type === 'counter');
  }
});

interface Metric {
  readonly name: string;
  readonly type: string;
  readonly labels: string;
  readonly meaning: string;
}

/** The rows of the README's table of metrics. */
function documented(): Metric[] {
  const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
  const [, section = ''] = readme.split('\n### Metrics\n');
  const [table = ''] = section.split('\n## ');
  const rows = table.matchAll(/^\| `(\w+)` +\| (\w+) +\| (.*?) *\| (.*?) *\|$/gm);
  return [...rows]
    .map(([, name = '', type = '', labels = '', meaning = '']) => ({ name, type, labels, meaning }))
    .sort(byName);
}

/** Those of Node itself are its library's to describe. */
async function registered(): Promise<Metric[]> {
  const { registry } = engine.metrics;
  const own = (await registry.getMetricsAsJSON()).filter(({ name }) => !/^(process|nodejs)_/.test(name));
  return own
    .map(({ name, type, help }) => {
      const { labelNames = [] } = registry.getSingleMetric(name) as { labelNames?: readonly string[] };
      const labels = labelNames.map((label) => `\`${label}\``).join(', ');
      return { name, type: String(type), labels, meaning: help };
    })
    .sort(byName);
}

function byName(one: Metric, other: Metric): number {
  return one.name < other.name ? -1 : 1;
}
