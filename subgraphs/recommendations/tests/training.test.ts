import { createWorld } from '@souk/demo-world';
import { newId } from '@souk/subgraph-kit';
import { aMember, askSubgraph, until } from '@souk/subgraph-kit/testing';
import { expect, it } from 'vitest';
import { copySeed } from '../src/data/copy-seed.js';
import { buy, listProduct, startOn, startRecommendations } from './_recommendations.js';

const TRENDING = '{ trending { product { id } reason } }';
const trendingOf = async (url: string) => (await askSubgraph(url, TRENDING)).data.trending;

it('trains only when something new came', async () => {
  await using part = await startRecommendations();
  const productId = await listProduct(part);
  expect(await part.app.train()).toBe('trained');
  expect(await part.app.train()).toBe('nothing new');
  await buy(part, newId(), [productId]);
  expect(await part.app.train()).toBe('trained');
  await listProduct(part);
  expect(await part.app.train()).toBe('trained');
  await part.app.train();
  expect(await part.sql`select count(*)::int as models from models`).toEqual([{ models: 2 }]);
});

it('learns by its job at the start what was seeded while it was down, and a process beside it serves that too', async () => {
  await using part = await startRecommendations();
  await until(async () => (await part.sql`select 1 from models`).length > 0, { what: 'the first training' });
  await using beside = await startOn(part.databaseUrl, {}, { RECOMMENDATIONS_MODEL_POLL_SECONDS: '1' });
  expect(await trendingOf(beside.url)).toEqual([]);
  const world = createWorld('demo');
  let copied = 0;
  await copySeed(part.databaseUrl, world, (rows) => {
    copied += rows;
  });
  expect(copied).toBe(world.counts.categories + world.counts.products + world.counts.interactions);
  await part.sql`update models set trained_at = now() - interval '1 hour'`;
  await using _restarted = await startOn(part.databaseUrl);
  const items = await until(async () => {
    const trending = await trendingOf(beside.url);
    return trending.length > 0 && trending;
  });
  expect(items[0].reason).toMatch(/^Popular in .+ lately$/);
});

it('gives a shopper of the demo world things of their taste', async () => {
  await using part = await startRecommendations();
  const world = createWorld('demo');
  await copySeed(part.databaseUrl, world, () => {});
  await part.app.train();
  const departments = new Map<string, string>();
  const parentOf = new Map([...world.categories()].map(({ id, parentId }) => [id, parentId]));
  const rootOf = (id: string): string => {
    const parent = parentOf.get(id);
    return parent ? rootOf(parent) : id;
  };
  for (const { id, categoryId } of world.products()) departments.set(id, rootOf(categoryId));
  const bought = new Map<string, string[]>();
  for (const { userId, type, productId } of world.interactions()) {
    if (type === 'PURCHASE') bought.set(userId, [...(bought.get(userId) ?? []), productId]);
  }
  const shareOfTaste = async (algorithm: string) => {
    const fits: boolean[] = [];
    for (const [id, productIds] of [...bought].filter(([, ids]) => ids.length >= 3).slice(0, 30)) {
      const query = `{ recommendations(input: { algorithm: ${algorithm}, limit: 5 }) { items { product { id } } } }`;
      const { data } = await part.ask(query, { viewer: aMember({ id }) });
      const liked = new Set(productIds.map((productId) => departments.get(productId)));
      for (const { product } of data.recommendations.items) fits.push(liked.has(departments.get(product.id)));
    }
    expect(fits.length).toBeGreaterThan(100);
    return fits.filter(Boolean).length / fits.length;
  };
  const byChance = await shareOfTaste('POPULAR');
  expect(await shareOfTaste('HYBRID')).toBeGreaterThan(1.5 * byChance);
  expect(await shareOfTaste('CONTENT')).toBeGreaterThan(1.5 * byChance);
});
