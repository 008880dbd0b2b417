import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startFederation, type TestFederation } from '../fixtures/start-federation.js';
import { type StockedShop, stockedShop } from '../fixtures/stocked-shop.js';

const STOCKED = '{ products { id name stock } }';

describe('what a subgraph lets the router keep', () => {
  let shop: StockedShop;
  let federation: TestFederation;

  beforeEach(async () => {
    shop = stockedShop();
    federation = await startFederation(shop.definitions, { caching: { mode: 'entities' } });
  });
  afterEach(async () => federation[Symbol.asyncDispose]());

  const countOf = (subgraph: string) => federation.subgraphs[subgraph]?.requests.length;

  it('is not asked for again, and a purchase never shows stale stock from it', async () => {
    const first = await federation.ask(STOCKED);
    expect(first.body.data.products[0]).toEqual({ id: 'p1', name: 'Product p1', stock: 5 });
    const bought = await federation.ask('mutation { buy(id: "p1") { id name stock } }');
    expect(bought.body.data.buy).toEqual({ id: 'p1', name: 'Product p1', stock: 4 });
    const askedBefore = countOf('catalogue');
    const { body } = await federation.ask(STOCKED);
    expect(body.data.products.map(({ stock }: any) => stock)).toEqual([4, 5, 5]);
    expect(countOf('catalogue')).toBe(askedBefore);
  });
});
