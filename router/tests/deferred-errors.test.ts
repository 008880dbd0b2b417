import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { askInParts, DEFER_ACCEPT } from './fixtures/deferred-parts.js';
import { type SlowShop, startSlowShop } from './fixtures/start-slow-shop.js';

let shop: SlowShop;
beforeAll(async () => {
  shop = await startSlowShop();
});
afterAll(() => shop[Symbol.asyncDispose]());
beforeEach(() => {
  shop.answerStock();
  shop.subgraphs.stock!.answerWith(undefined);
});

/** Each part with the paths of its errors in their place. */
async function partsOf(query: string, accept = DEFER_ACCEPT, url = shop.url): Promise<any[]> {
  const answer = await askInParts(url, { query, accept });
  const shown = (value: any) => ({ ...value, ...(value.errors && { errors: pathsOf(value.errors) }) });
  return (await answer.all()).map((part) => ({
    ...shown(part),
    ...(part.incremental && { incremental: part.incremental.map(shown) }),
    ...(part.completed && { completed: part.completed.map(shown) }),
  }));
}

function pathsOf(errors: readonly any[]): string[] {
  return errors.map(({ path }) => path.join('.'));
}

describe('a null where none may be', () => {
  it('goes up to its fragment and no further', async () => {
    expect(await partsOf('{ product(id: "p1") { name size { width ... @defer { broken } } } }')).toEqual([
      { data: { product: { name: 'Lamp', size: null } }, errors: ['product.size.broken'] },
    ]);
    expect(await partsOf('{ product(id: "p1") { name ... @defer(label: "l") { reserved lost } } }')).toEqual([
      { data: { product: { name: 'Lamp' } }, hasNext: true },
      {
        incremental: [{ label: 'l', path: ['product'], data: null, errors: ['product.lost'] }],
        hasNext: false,
      },
    ]);
  });

  it('completes its fragment with the error in the newer version', async () => {
    const [, last] = await partsOf(
      '{ product(id: "p1") { name ... @defer { lost } } }',
      'multipart/mixed;incrementalSpec=v0.2',
    );
    expect(last).toEqual({ completed: [{ id: '0', errors: ['product.lost'] }], hasNext: false });
  });

  it('takes the fragments below it away', async () => {
    const query = '{ product(id: "p1") { lost size { ... @defer { width } } ... @defer { name } } }';
    expect(await partsOf(query)).toEqual([{ data: { product: null }, errors: ['product.lost'] }]);
  });

  it('takes those of its object away and leaves those of others', async () => {
    const [first, ...rest] = await partsOf(
      '{ a: product(id: "p1") { name ... @defer { stock } } b: product(id: "p1") { lost ... @defer { stock } } }',
    );
    expect(first).toEqual({ data: { a: { name: 'Lamp' }, b: null }, errors: ['b.lost'], hasNext: true });
    expect(rest).toEqual([{ incremental: [{ path: ['a'], data: { stock: 100 } }], hasNext: false }]);
  });
});

describe('an error', () => {
  it('comes with the fragment whose field it is of, though its subgraph was asked for the first part', async () => {
    expect(await partsOf('{ product(id: "p1") { size { width ... @defer { fragile } } } }')).toEqual([
      { data: { product: { size: { width: 1 } } }, hasNext: true },
      {
        incremental: [{ path: ['product', 'size'], data: { fragile: null }, errors: ['product.size.fragile'] }],
        hasNext: false,
      },
    ]);
  });

  it('of a subgraph that is down comes with each fragment that it costs', async () => {
    shop.subgraphs.stock!.answerWith((response) => response.writeHead(500).end());
    const [, { incremental }] = await partsOf('{ shelves { products { name ... @defer { reserved } } } }');
    expect(incremental).toEqual(
      [
        [0, 0],
        [0, 1],
        [1, 0],
      ].map(([shelf, product]) => ({
        path: ['shelves', shelf, 'products', product],
        data: { reserved: null },
        errors: [`shelves.${shelf}.products.${product}.reserved`],
      })),
    );
  });

  it('of the first part stays there', async () => {
    shop.subgraphs.stock!.answerWith((response) => response.writeHead(500).end());
    const [first, second] = await partsOf('{ product(id: "p1") { reserved ... @defer { name } } }');
    expect(first).toEqual({ data: { product: { reserved: null } }, errors: ['product.reserved'], hasNext: true });
    expect(second).toEqual({ incremental: [{ path: ['product'], data: { name: 'Lamp' } }], hasNext: false });
  });

  it('of a nested fragment comes with that', async () => {
    const parts = await partsOf(
      '{ product(id: "p1") { ... @defer(label: "a") { reserved ... @defer(label: "b") { lost } } } }',
    );
    const fragments = parts.flatMap(({ incremental = [] }) => incremental);
    expect(fragments).toEqual([
      { label: 'a', path: ['product'], data: { reserved: 0 } },
      { label: 'b', path: ['product'], data: null, errors: ['product.lost'] },
    ]);
  });
});

it('a subgraph that does not answer in time costs its fragments, and the answer ends', async () => {
  await using hurried = await startSlowShop({ subgraphs: { stock: { deadlineMs: 100 } } });
  const query = '{ product(id: "p1") { name ... @defer { reserved } } }';
  const [first, last] = await partsOf(query, DEFER_ACCEPT, hurried.url);
  expect(first).toEqual({ data: { product: { name: 'Lamp' } }, hasNext: true });
  expect(last).toEqual({
    incremental: [{ path: ['product'], data: { reserved: null }, errors: ['product.reserved'] }],
    hasNext: false,
  });
});
