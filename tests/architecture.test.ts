import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { catalogue, type EventType } from '@souk/events';
import { cruise, type ICruiseResult } from 'dependency-cruiser';
import extractTsConfig from 'dependency-cruiser/config-utl/extract-ts-config';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));
const rules = createRequire(import.meta.url)('../.dependency-cruiser.cjs');
const SUBGRAPHS = ['users', 'products', 'carts', 'orders', 'inventory', 'recommendations'];

describe('import rules', () => {
  it('hold in every module', async () => {
    const { output } = await cruise(
      ['packages', 'subgraphs', 'router/src'],
      { ...rules.options, ruleSet: rules, validate: true, baseDir: root },
      undefined,
      { tsConfig: extractTsConfig(`${root}/tsconfig.json`) },
    );
    const { summary, modules } = output as ICruiseResult;
    const violations = summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`);
    expect(violations).toEqual([]);
    for (const house of SUBGRAPHS) {
      const seen = modules.filter(({ source }) => source.startsWith(`subgraphs/${house}/src/`));
      expect(seen.length, `modules seen of ${house}`).toBeGreaterThan(10);
    }
  }, 120_000);
});

describe('events', () => {
  it.each(SUBGRAPHS)('%s listens to exactly what the catalogue says', async (subgraph) => {
    const { createListeners } = await import(`../subgraphs/${subgraph}/src/listeners/index.ts`);
    const expected = catalogue.filter(({ subscribers }: EventType) => subscribers.some((name) => name === subgraph));
    const heard = createListeners({}).map(({ eventName }: { eventName: string }) => eventName);
    expect(heard.toSorted()).toEqual(expected.map(({ name }) => name).toSorted());
  });
});
