import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { askInParts } from './fixtures/deferred-parts.js';
import { type SlowShop, startSlowShop } from './fixtures/start-slow-shop.js';

let shop: SlowShop;
beforeAll(async () => {
  shop = await startSlowShop();
});
afterAll(() => shop[Symbol.asyncDispose]());
beforeEach(() => shop.answerStock());

describe('a fragment of another subgraph', () => {
  it('follows the first part, which does not wait for it', async () => {
    shop.holdStock();
    const answer = await askInParts(shop.url, {
      query: '{ product(id: "p1") { name ... @defer(label: "stock") { stock } } }',
    });
    expect(answer.contentType).toBe('multipart/mixed;boundary="-";deferSpec=20220824');
    expect(await answer.next()).toEqual({ data: { product: { name: 'Lamp' } }, hasNext: true });
    await expect.poll(() => shop.heldCount).toBe(1);
    shop.answerStock();
    const incremental = [{ data: { stock: 100 }, path: ['product'], label: 'stock' }];
    expect(await answer.all()).toEqual([{ incremental, hasNext: false }]);
  });
});
