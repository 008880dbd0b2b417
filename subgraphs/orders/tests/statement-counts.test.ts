import { createWorld } from '@souk/demo-world';
import { aMember } from '@souk/subgraph-kit/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { copySeed } from '../src/data/copy-seed.js';
import { ADMIN, ORDER, openShop, type Shop } from './_shop.js';

let shop: Shop;
const world = createWorld('demo');
beforeAll(async () => {
  shop = await openShop();
  await copySeed(shop.database.url, world);
});
afterAll(() => shop?.[Symbol.asyncDispose]());

/** The job queue looks for work now and then; the least of a few runs is what the query itself asks. */
async function statementsOf(query: string, variables: Record<string, unknown>, viewer = ADMIN): Promise<number> {
  const counts = [];
  for (let run = 0; run < 3; run += 1) {
    const before = shop.app.statementCount();
    const { errors } = await shop.ask(query, { viewer, variables });
    expect(errors).toBeUndefined();
    counts.push(shop.app.statementCount() - before);
  }
  return Math.min(...counts);
}

describe('SQL statements', () => {
  it('are as many for 100 orders with everything in them as for one', async () => {
    const query = `query ($first: Int!) { orders(first: $first, status: DELIVERED) { nodes { ${ORDER} } } }`;
    const one = await statementsOf(query, { first: 1 });
    expect(one).toBe(8);
    expect(await statementsOf(query, { first: 10 })).toBe(one);
    expect(await statementsOf(query, { first: 100 })).toBe(one);
  });

  it('are as many for what came after a hundred sales as after one', async () => {
    const { sql } = shop.database;
    await sql`insert into returns (id, order_id, seller_id, status, requested_at)
      select gen_random_uuid(), order_id, seller_id, 'REQUESTED', now() from order_sellers`;
    await sql`insert into return_lines (return_id, order_line_id, quantity, reason)
      select r.id, l.id, 1, 'OTHER' from returns r join order_lines l using (order_id, seller_id)`;
    await sql`insert into order_documents (id, order_id, kind, number, amount_minor, issued_at)
      select gen_random_uuid(), id, 'INVOICE', number, 1, now() from orders`;
    await sql`insert into order_notes (id, order_id, author_id, seller_id, body, is_for_buyer, created_at)
      select gen_random_uuid(), order_id, seller_id, seller_id, 'x', true, now() from order_sellers`;
    const papers = 'returns { status refunded { amount } lines { quantity } } notes { body }';
    const everything = `fulfillmentStatus totals { total { amount } } lines { id } shipments { lines { quantity } packingSlipUrl } timeline { kind } ${papers}`;
    const orders = `query ($first: Int!) { orders(first: $first, status: DELIVERED) { nodes { ${everything} documents { url } } } }`;
    const parts = `query ($r: [_Any!]!, $first: Int!) { _entities(representations: $r) { ... on Seller { orders(first: $first, status: DELIVERED) { nodes { ${everything} } } } } }`;
    const sellers = [...new Set([...world.products()].map(({ sellerId }) => sellerId))].slice(0, 20);
    const r = sellers.map((id) => ({ __typename: 'Seller', id }));
    const one = await statementsOf(orders, { first: 1 });
    expect(await statementsOf(orders, { first: 100 })).toBe(one);
    const part = await statementsOf(parts, { r: r.slice(0, 1), first: 1 });
    expect(await statementsOf(parts, { r, first: 20 })).toBe(part);
  });

  it('cost a count only when it is asked for', async () => {
    const query = (fields: string) => `{ orders(first: 5) { ${fields} nodes { id } } }`;
    expect(await statementsOf(query(''), {})).toBe(2);
    expect(await statementsOf(query('totalCount'), {})).toBe(3);
  });

  it.each(['User', 'Seller'])('are as many for the orders of many %ss as of one', async (type) => {
    const buyers = [...world.orders()].map(({ userId }) => userId);
    const sellers = [...world.products()].map(({ sellerId }) => sellerId);
    const ids = [...new Set(type === 'User' ? buyers : sellers)].slice(0, 20);
    const query = `query ($r: [_Any!]!) { _entities(representations: $r) { ... on ${type} { orders(first: 5) { totalCount nodes {
      id lines { id } } } } } }`;
    const of = (some: string[]) => statementsOf(query, { r: some.map((id) => ({ __typename: type, id })) });
    const one = await of(ids.slice(0, 1));
    expect(one).toBe(4);
    expect(await of(ids)).toBe(one);
  });

  it('are as many for 50 Order entities as for one', async () => {
    const ids = [...world.orders()].map(({ id }) => id);
    const query =
      'query ($r: [_Any!]!) { _entities(representations: $r) { ... on Order { number timeline { kind } } } }';
    const of = (some: string[]) => statementsOf(query, { r: some.map((id) => ({ __typename: 'Order', id })) });
    const one = await of(ids.slice(0, 1));
    expect(await of(ids.slice(0, 50))).toBe(one);
    const stranger = await statementsOf(query, { r: [{ __typename: 'Order', id: ids[0] }] }, aMember());
    expect(stranger).toBeLessThan(one);
  });
});
