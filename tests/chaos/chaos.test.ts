import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { plantedBugs } from './bugs/index.js';
import { experiments } from './experiments/index.js';
import { failpointNames } from './rig/failpoint-names.js';

const root = fileURLToPath(new URL('../..', import.meta.url));

describe('planted bugs', () => {
  it('are ten', () => expect(new Set(plantedBugs.map(({ name }) => name)).size).toBe(10));

  it.each(plantedBugs)('$name has its place in the sources, and an experiment', ({ alterations, sql, experiment }) => {
    expect(alterations.length + Object.keys(sql ?? {}).length).toBeGreaterThan(0);
    for (const { file, from } of alterations)
      expect(readFileSync(join(root, file), 'utf8').split(from)).toHaveLength(2);
    expect(experiments.map(({ name }) => name)).toContain(experiment);
  });
});

describe('failpoints', () => {
  it('are at 25 places at least', () => expect(failpointNames().length).toBeGreaterThanOrEqual(25));

  it.each([
    { build: 'a shipped build', hasFailpoints: false },
    { build: 'the chaos build', hasFailpoints: true },
  ])('of $build: $hasFailpoints', async ({ hasFailpoints }) => {
    const { bundleOwnCode } = await import('../../packages/bundle/bundle.mjs' as string);
    mkdirSync(join(root, 'node_modules', '.cache'), { recursive: true });
    const url: string = await bundleOwnCode({
      name: 'failpoints-test',
      entry: 'packages/subgraph-kit/src/facts/events-door.ts',
      folders: ['packages/subgraph-kit/src'],
      keepNames: false,
      hasFailpoints,
    });
    const folder = dirname(fileURLToPath(url));
    const built = readdirSync(folder).filter((file) => file.endsWith('.mjs'));
    expect(built.length).toBeGreaterThan(0);
    const text = built.map((file) => readFileSync(join(folder, file), 'utf8')).join('');
    expect(text.includes('kit.hear.before-commit')).toBe(hasFailpoints);
  });
});
