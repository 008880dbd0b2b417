import { productChanged } from '@souk/events';
import { newId } from '@souk/subgraph-kit';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { aProduct, listProduct, tell } from './_recommendations.js';
import { OUTDOOR, openShop, type TestShop } from './_shop.js';

const SIMILAR = `query ($representations: [_Any!]!) { _entities(representations: $representations) {
  ... on Product { id similar(first: 5) { product { id } score reason confidence } } } }`;

let shop: TestShop;
beforeAll(async () => {
  shop = await openShop();
});
afterAll(() => shop?.[Symbol.asyncDispose]());

async function similarTo(ids: readonly (string | undefined)[]) {
  const representations = ids.map((id) => ({ __typename: 'Product', id }));
  const before = shop.app.statementCount();
  const { data, errors } = await shop.ask(SIMILAR, { variables: { representations } });
  expect(errors).toBeUndefined();
  return { answers: data._entities, statements: shop.app.statementCount() - before };
}

it('shows what is chosen with a product and what is described like it', async () => {
  const { answers } = await similarTo([shop.ids['Trail Lamp 200']]);
  const reasons = new Map(answers[0].similar.map((item: any) => [shop.nameOf(item.product.id), item.reason]));
  expect(reasons.get('Tent for two')).toBe('Often chosen together with Trail Lamp 200');
  expect(reasons.get('Trail Lamp 400')).toBe('Similar to Trail Lamp 200');
  expect(reasons.has('Trail Lamp 200')).toBe(false);
  expect(reasons.has('Old tent')).toBe(false);
});

it('has nothing to say of a product that nobody knows', async () => {
  const { answers } = await similarTo([newId(), 'no-id', shop.ids['Bread knife']]);
  expect(answers.map(({ similar }: { similar: unknown[] }) => similar.length > 0)).toEqual([false, false, true]);
});

it('shows a cold product what is described like it', async () => {
  const productId = await listProduct(shop, { name: 'Trail Lamp 600', categoryIds: [OUTDOOR] });
  await shop.app.train();
  const { answers } = await similarTo([productId]);
  expect(answers[0].similar[0].reason).toBe('Similar to Trail Lamp 600');
});

it('asks as many statements for 1, 10 and 100 products', async () => {
  const ids = [];
  for (let index = 0; index < 100; index += 1) {
    const product = aProduct({ name: `Rope ${index}`, categoryIds: [OUTDOOR] });
    await tell(shop, productChanged, product);
    ids.push(product.productId);
  }
  await shop.app.train();
  for (const length of [1, 10, 100]) {
    const { answers, statements } = await similarTo(ids.slice(0, length));
    expect(answers.every(({ similar }: { similar: unknown[] }) => similar.length === 5)).toBe(true);
    expect(statements).toBe(1);
  }
});
