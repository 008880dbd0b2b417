import { createWorld, type SeedOrder } from '@souk/demo-world';
import { GUEST, newId, type Viewer } from '@souk/subgraph-kit';
import { aMember } from '@souk/subgraph-kit/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { copySeed } from '../src/data/copy-seed.js';
import { ADMIN, aSeller, ORDER, openShop, place, type Shop } from './_shop.js';

const world = createWorld('demo');
const seeded = [...world.orders()];
const sellerOf = new Map([...world.products()].map(({ id, sellerId }) => [id, sellerId]));
const sellersOf = (order: SeedOrder) => new Set(order.lines.map(({ productId }) => sellerOf.get(productId)!));

let shop: Shop;
let copied = 0;
beforeAll(async () => {
  shop = await openShop();
  await copySeed(shop.database.url, world, (orders) => {
    copied += orders;
  });
});
afterAll(() => shop?.[Symbol.asyncDispose]());

interface Node {
  readonly id: string;
  readonly number: string;
  readonly status: string;
}

const LIST = `query ($first: Int, $after: String, $status: OrderStatus) { orders(first: $first, after: $after, status: $status) {
  totalCount nodes { id number status createdAt } pageInfo { hasNextPage endCursor } } }`;

const list = async (viewer: Viewer, variables: Record<string, unknown> = {}) =>
  (await shop.ask(LIST, { viewer, variables })).data.orders;

async function listAll(viewer: Viewer, first: number): Promise<Node[]> {
  const nodes: Node[] = [];
  let after: string | null = null;
  do {
    const page: { nodes: Node[]; pageInfo: { hasNextPage: boolean; endCursor: string } } = await list(viewer, {
      first,
      after,
    });
    nodes.push(...page.nodes);
    after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
  } while (after);
  return nodes;
}

const idsOf = (orders: readonly { id: string }[]) => orders.map(({ id }) => id);
/** A seller's part of an order has an id of its own, and the order's number. */
const numbersOf = (orders: readonly { number: string }[]) => orders.map(({ number }) => number);
const newestFirst = [...seeded].reverse();

describe('the seeded orders', () => {
  it('are all there, in every state, consistent with themselves', async () => {
    expect(copied).toBe(world.counts.orders);
    const { sql } = shop.database;
    const broken = await sql`
      select o.id from orders o
      join lateral (select count(*)::int as count, max(version) as last from order_events e where e.order_id = o.id) e on true
      join payments p on p.order_id = o.id
      where o.version <> e.count or o.version <> e.last
        or o.status <> (select status from order_events l where l.order_id = o.id and l.version = o.version)
        or p.status <> o.payment_status
        or p.refunded_minor <> (select coalesce(sum(amount_minor), 0) from refunds r where r.order_id = o.id)
        or o.subtotal_minor <> (select sum(subtotal_minor) from order_lines l where l.order_id = o.id)`;
    expect(broken).toEqual([]);
    const [states] = await sql`select count(distinct status)::int as count from orders`;
    expect(states?.count).toBe(7);
  });

  it('read as they were written', async () => {
    const returned = seeded.find(({ status }) => status === 'RETURNED')!;
    const query = `query ($id: ID!) { order(id: $id) { ${ORDER} estimatedDelivery } }`;
    const { data } = await shop.ask(query, { viewer: ADMIN, variables: { id: returned.id } });
    expect(data.order).toMatchObject({
      number: returned.number,
      status: 'RETURNED',
      paymentStatus: 'REFUNDED',
      estimatedDelivery: null,
      refunds: [{ status: 'SUCCEEDED' }],
      timeline: returned.timeline.map(({ kind, status }) => ({ kind, status })),
      lines: returned.lines.map(({ id, quantity, variantId }) => ({ id, quantity, variant: { id: variantId } })),
      shipments: [
        { id: returned.shipments[0]!.id, lines: returned.lines.map(({ id, quantity }) => ({ lineId: id, quantity })) },
      ],
    });
  });

  it('can be cancelled; what was paid elsewhere is not asked of Stripe', async () => {
    const paid = seeded.find(({ status }) => status === 'CONFIRMED')!;
    const input = { orderId: paid.id, idempotencyKey: 'k' };
    const query = `mutation ($input: OrderCancelInput!) { orderCancel(input: $input) { order { ${ORDER} } } }`;
    const { data } = await shop.ask(query, { viewer: aMember({ id: paid.userId }), variables: { input } });
    expect(data.orderCancel.order).toMatchObject({ status: 'CANCELLED', paymentStatus: 'REFUNDED' });
    expect(shop.stripe.simulator.refunds()).toEqual([]);
  });
});

describe('orders', () => {
  it('shows an admin everything, newest first, page by page', async () => {
    expect(idsOf(await listAll(ADMIN, 33))).toEqual(idsOf(newestFirst));
    expect((await list(ADMIN, { first: 1 })).totalCount).toBe(seeded.length);
  });

  it('shows a member the own ones, and a seller those with own lines', async () => {
    const { userId } = seeded[0]!;
    const own = newestFirst.filter((order) => order.userId === userId);
    expect(idsOf(await listAll(aMember({ id: userId }), 2))).toEqual(idsOf(own));
    const [sellerId] = sellersOf(seeded[0]!);
    const sold = newestFirst.filter((order) => sellersOf(order).has(sellerId!));
    const seller = aSeller(sellerId);
    expect(numbersOf(await listAll(seller, 7))).toEqual(numbersOf(sold));
    expect((await list(seller)).totalCount).toBe(sold.length);
    expect(await list(aMember())).toMatchObject({ nodes: [], totalCount: 0 });
  });

  it('filters by status, for each of them', async () => {
    const shipped = newestFirst.filter(({ status }) => status === 'SHIPPED');
    const all = await list(ADMIN, { first: 100, status: 'SHIPPED' });
    expect([idsOf(all.nodes), all.totalCount]).toEqual([idsOf(shipped), shipped.length]);
    const [sellerId] = sellersOf(shipped[0]!);
    const sold = shipped.filter((order) => sellersOf(order).has(sellerId!));
    const own = await list(aSeller(sellerId), { first: 100, status: 'SHIPPED' });
    expect([numbersOf(own.nodes), own.totalCount]).toEqual([numbersOf(sold), sold.length]);
  });

  it('refuses a guest, a wrong size and a cursor of something else', async () => {
    const codeOf = async (viewer: Viewer, variables: Record<string, unknown> = {}) =>
      (await shop.ask(LIST, { viewer, variables })).errors?.[0]?.extensions.code;
    expect(await codeOf(GUEST)).toBe('UNAUTHENTICATED');
    for (const first of [0, -1, 101, 2 ** 31]) expect(await codeOf(ADMIN, { first })).toBe('BAD_USER_INPUT');
    const foreign = ['', 'x', Buffer.from('["orders-newest",9e15,"x"]').toString('base64url')].slice(1);
    for (const after of foreign) expect(await codeOf(ADMIN, { after })).toBe('BAD_USER_INPUT');
  });
});

describe('User.orders and Seller.orders', () => {
  const ENTITIES = `query ($users: [_Any!]!, $first: Int) { _entities(representations: $users) {
    ... on User { orders(first: $first) { totalCount nodes { number } } }
    ... on Seller { orders(first: $first) { totalCount nodes { number } } } } }`;
  const entities = async (representations: object[], viewer: Viewer) =>
    (await shop.ask(ENTITIES, { viewer, variables: { users: representations, first: 3 } })).data._entities;

  it('are each one’s own page of each, for an admin', async () => {
    const users = [...new Set(seeded.map(({ userId }) => userId))].slice(0, 5);
    const sellers = [...new Set(sellerOf.values())].slice(0, 3);
    const answers = await entities(
      [
        ...users.map((id) => ({ __typename: 'User', id })),
        ...sellers.map((id) => ({ __typename: 'Seller', id })),
        { __typename: 'User', id: newId() },
      ],
      ADMIN,
    );
    const expected = [
      ...users.map((id) => newestFirst.filter(({ userId }) => userId === id)),
      ...sellers.map((id) => newestFirst.filter((order) => sellersOf(order).has(id))),
      [],
    ];
    for (const [index, orders] of expected.entries()) {
      const { totalCount, nodes } = answers[index].orders;
      expect([totalCount, numbersOf(nodes)]).toEqual([orders.length, numbersOf(orders.slice(0, 3))]);
    }
  });

  it('are null for others, and for ids that are none', async () => {
    const { userId } = seeded[0]!;
    const stranger = [
      { __typename: 'User', id: userId },
      { __typename: 'Seller', id: userId },
    ];
    expect(await entities(stranger, aMember())).toEqual([{ orders: null }, { orders: null }]);
    expect(await entities(stranger, GUEST)).toEqual([{ orders: null }, { orders: null }]);
    const own = await entities([{ __typename: 'User', id: userId }], aMember({ id: userId }));
    expect(own[0].orders.nodes.length).toBeGreaterThan(0);
  });
});

describe('the Order entity', () => {
  it('is there for those who may see it, in order, and else null', async () => {
    const [one, two] = seeded as [SeedOrder, SeedOrder];
    const representations = [two.id, newId(), 'nonsense', one.id, one.id.toUpperCase()].map((id) => ({
      __typename: 'Order',
      id,
    }));
    const query = 'query ($r: [_Any!]!) { _entities(representations: $r) { ... on Order { id } } }';
    const ask = async (viewer: Viewer) =>
      (await shop.ask(query, { viewer, variables: { r: representations } })).data._entities.map(
        (entity: { id: string } | null) => entity?.id ?? null,
      );
    expect(await ask(ADMIN)).toEqual([two.id, null, null, one.id, one.id]);
    const buyer = aMember({ id: one.userId });
    expect(await ask(buyer)).toEqual([one.userId === two.userId ? two.id : null, null, null, one.id, one.id]);
  });
});

describe('orderLookup', () => {
  const LOOKUP =
    'query ($number: String!, $email: String!) { orderLookup(number: $number, email: $email) { id number } }';
  const lookUp = (number: string, email: string, address: string) =>
    shop.ask(LOOKUP, { variables: { number, email }, address });

  it('finds an order by number and e-mail, and answers wrong and unknown alike', async () => {
    const { order } = await place(shop, { viewer: GUEST, email: 'Guest@Example.com' });
    const found = await lookUp(` ${order.number.toLowerCase()} `, 'guest@example.com', '192.0.2.1');
    expect(found.data.orderLookup).toEqual({ id: order.id, number: order.number });
    const wrong = await lookUp(order.number, 'other@example.com', '192.0.2.1');
    const unknown = await lookUp('SK-00000000', 'guest@example.com', '192.0.2.1');
    expect(wrong).toEqual(unknown);
    expect(wrong.data.orderLookup).toBeNull();
  });

  it('asks the database the same for a wrong address as for an unknown number', async () => {
    const { order } = await place(shop, { viewer: GUEST });
    /** the least of some: a job may ask something of its own meanwhile */
    const statementsFor = async (number: string, network: string) => {
      const counts: number[] = [];
      for (let host = 0; host < 10; host += 1) {
        const before = shop.app.statementCount();
        const { data } = await lookUp(number, 'other@example.com', `${network}.${host}`);
        expect(data.orderLookup).toBeNull();
        counts.push(shop.app.statementCount() - before);
      }
      return Math.min(...counts);
    };
    expect(await statementsFor(order.number, '198.51.100')).toBe(await statementsFor('SK-00000000', '203.0.113'));
  });

  it('is limited for each address, whatever it asks, also at once', async () => {
    const asked = await Promise.all(Array.from({ length: 25 }, () => lookUp('SK-00000000', 'a@b.c', '192.0.2.2')));
    const refused = asked.filter(({ errors }) => errors?.[0]?.extensions.code === 'RATE_LIMITED');
    // ten were allowed, and ten more if a minute began in between
    expect([5, 15]).toContain(refused.length);
    expect((await lookUp('SK-00000000', 'a@b.c', '192.0.2.3')).errors).toBeUndefined();
  });

  it('refuses what can be neither', async () => {
    for (const [number, email] of [
      ['', 'a@b.c'],
      ['SK-1', ''],
      ['x'.repeat(41), 'a@b.c'],
      ['SK\0', 'a@b.c'],
    ] as const) {
      expect((await lookUp(number, email, '192.0.2.4')).errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
    }
  });
});
