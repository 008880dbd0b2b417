import { GUEST, newId, type Viewer } from '@souk/subgraph-kit';
import { aMember, type GraphqlAnswer, subscribeTo, until } from '@souk/subgraph-kit/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ADMIN, aSeller, openShop, payingWith, place, type Shop } from './_shop.js';

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});
afterAll(() => shop?.[Symbol.asyncDispose]());

const FOLLOW = `subscription ($orderId: ID!, $after: String) { orderStatusChanged(orderId: $orderId, after: $after) {
  cursor status previousStatus event { kind status cursor } order { id status version shipments { id } } } }`;
const FULFILL = `mutation ($orderId: ID!) { orderFulfill(input: { orderId: $orderId, carrier: "UPS", trackingNumber: "1Z" }) {
  shipment { id } userErrors { code } } }`;
const DELIVER = 'mutation ($id: ID!) { shipmentDeliver(input: { shipmentId: $id }) { order { status version } } }';

const follow = (orderId: string, after: string | null, viewer: Viewer = ADMIN) =>
  subscribeTo(shop.app.url, FOLLOW, { variables: { orderId, after }, viewer });

const fulfill = async (orderId: string): Promise<string> => {
  const { data } = await shop.ask(FULFILL, { viewer: ADMIN, variables: { orderId } });
  return data.orderFulfill.shipment.id;
};
const deliver = (id: string) => shop.ask(DELIVER, { viewer: ADMIN, variables: { id } });
const cancel = (orderId: string) =>
  shop.ask(`mutation { orderCancel(input: { orderId: "${orderId}", idempotencyKey: "k" }) { order { status } } }`, {
    viewer: ADMIN,
  });

async function take(changes: AsyncIterableIterator<GraphqlAnswer>, count: number) {
  const taken = [];
  while (taken.length < count) {
    const { value, done } = await changes.next();
    if (done) break;
    if (value.errors) throw new Error(JSON.stringify(value.errors));
    taken.push(value.data.orderStatusChanged);
  }
  return taken;
}

const WAY = ['PENDING', 'CONFIRMED', 'PROCESSING', 'SHIPPED', 'DELIVERED'];
const statuses = (changes: { status: string }[]) => changes.map(({ status }) => status);

describe('orderStatusChanged', () => {
  it('replays from the first event and goes on live', async () => {
    const { order } = await place(shop);
    const changes = follow(order.id, '');
    expect(await take(changes, 2)).toMatchObject([
      { status: 'PENDING', previousStatus: null, event: { kind: 'ORDER_PLACED' } },
      { status: 'CONFIRMED', previousStatus: 'PENDING', order: { id: order.id } },
    ]);
    const shipmentId = await fulfill(order.id);
    const [processing, shipped] = await take(changes, 2);
    expect(statuses([processing, shipped])).toEqual(['PROCESSING', 'SHIPPED']);
    expect(shipped).toMatchObject({ order: { status: 'SHIPPED', version: 4, shipments: [{ id: shipmentId }] } });
    await deliver(shipmentId);
    expect(statuses(await take(changes, 1))).toEqual(['DELIVERED']);
    await changes.return?.();
  });

  it('goes on after a cursor, and gives only what is new without one', async () => {
    const { order } = await place(shop);
    const replay = follow(order.id, '');
    const [placed] = await take(replay, 1);
    await replay.return?.();
    const live = follow(order.id, null);
    const first = take(live, 2);
    const resumed = follow(order.id, placed.cursor);
    expect(statuses(await take(resumed, 1))).toEqual(['CONFIRMED']);
    await until(async () => (await subscriptions()) >= 2, { what: 'both to listen' });
    await fulfill(order.id);
    expect(statuses(await first)).toEqual(['PROCESSING', 'SHIPPED']);
    expect(statuses(await take(resumed, 2))).toEqual(['PROCESSING', 'SHIPPED']);
    await Promise.all([live.return?.(), resumed.return?.()]);
  });

  it('joins replay and live without loss, repetition or disorder, whenever it starts', async () => {
    const { order } = await place(shop);
    const followers: AsyncIterableIterator<GraphqlAnswer>[] = [];
    const results: Promise<{ status: string; order: { version: number } }[]>[] = [];
    const begin = () => {
      if (followers.length === 10) return;
      const follower = follow(order.id, '');
      followers.push(follower);
      results.push(take(follower, WAY.length));
    };
    const starting = setInterval(begin, 15);
    const shipmentId = await fulfill(order.id);
    await deliver(shipmentId);
    await until(() => followers.length === 10, { what: 'followers' });
    clearInterval(starting);
    for (const result of await Promise.all(results)) expect(statuses(result)).toEqual(WAY);
    await Promise.all(followers.map((follower) => follower.return?.()));
  });

  it('loses nothing over reconnections in the middle of changes', async () => {
    const { order } = await place(shop);
    const changing = fulfill(order.id).then(deliver);
    const seen: string[] = [];
    let after = '';
    while (seen.length < WAY.length) {
      const changes = follow(order.id, after);
      const [change] = await take(changes, 1);
      seen.push(change.status);
      after = change.cursor;
      await changes.return?.();
    }
    await changing;
    expect(seen).toEqual(WAY);
  });

  it('ends when the order is cancelled, also for whoever comes later', async () => {
    const { order } = await place(shop, payingWith('pm_card_authenticationRequired'));
    const changes = follow(order.id, '');
    await take(changes, 2);
    await cancel(order.id);
    expect(statuses(await take(changes, 9))).toEqual(['CANCELLED']);
    expect((await changes.next()).done).toBe(true);
    const later = follow(order.id, null);
    expect((await later.next()).done).toBe(true);
  });

  it('stops listening when the client leaves', async () => {
    const { order } = await place(shop);
    const before = await subscriptions();
    const changes = follow(order.id, null);
    const waiting = changes.next();
    await until(async () => (await subscriptions()) === before + 1, { what: 'the subscription' });
    await changes.return?.();
    await until(async () => (await subscriptions()) === before, { what: 'its end' });
    expect((await waiting).done).toBe(true);
  });
});

async function subscriptions(): Promise<number> {
  const metrics = await (await fetch(`${shop.app.url}/metrics`)).text();
  return Number(/^graphql_subscriptions_active\{.*\} (\d+)/m.exec(metrics)?.[1]);
}

describe('who may follow', () => {
  const codeOf = async (orderId: string, after: string | null, viewer: Viewer) => {
    const changes = follow(orderId, after, viewer);
    const { value } = await changes.next();
    await changes.return?.();
    return value.errors?.[0].extensions.code;
  };

  it('is the buyer, a seller of a line, an admin; of a guest’s order whoever has its id', async () => {
    const [buyer, seller] = [aMember(), aSeller()];
    const { order } = await place(shop, { viewer: buyer, lines: [{ sellerId: seller.id }] });
    for (const viewer of [buyer, seller, ADMIN]) {
      const changes = follow(order.id, '', viewer);
      expect(statuses(await take(changes, 1))).toEqual(['PENDING']);
      await changes.return?.();
    }
    for (const viewer of [GUEST, aMember(), aSeller()]) expect(await codeOf(order.id, '', viewer)).toBe('NOT_FOUND');
    const guests = (await place(shop, { viewer: GUEST })).order;
    const changes = follow(guests.id, '', GUEST);
    expect(statuses(await take(changes, 1))).toEqual(['PENDING']);
    await changes.return?.();
  });

  it('is nobody with a cursor of something else', async () => {
    const [one, two] = [(await place(shop)).order, (await place(shop)).order];
    const changes = follow(one.id, '');
    const [{ cursor }] = await take(changes, 1);
    await changes.return?.();
    const wrong = [cursor, 'nonsense', Buffer.from('["order-events",1]').toString('base64url'), '\0', ' '];
    for (const after of wrong) expect(await codeOf(two.id, after, ADMIN)).toBe('BAD_USER_INPUT');
    for (const id of [newId(), 'nonsense', '']) expect(await codeOf(id, '', ADMIN)).toBe('NOT_FOUND');
  });
});
