import { GUEST, newId, type Viewer } from '@souk/subgraph-kit';
import { aMember, until } from '@souk/subgraph-kit/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ADMIN, aSeller, ORDER, openShop, payingWith, place, rowCounts, type Shop } from './_shop.js';

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});
afterAll(() => shop?.[Symbol.asyncDispose]());

const FULFILL = `mutation ($input: OrderFulfillInput!) { orderFulfill(input: $input) {
  order { ${ORDER} } shipment { id trackingUrl lines { lineId quantity } } userErrors { code message path } } }`;
const DELIVER = `mutation ($input: ShipmentDeliverInput!) { shipmentDeliver(input: $input) {
  order { ${ORDER} } shipment { deliveredAt } userErrors { code } } }`;

const fulfill = (orderId: string, viewer: Viewer, facts: Record<string, unknown> = {}) =>
  shop.ask(FULFILL, { viewer, variables: { input: { orderId, carrier: 'DHL', trackingNumber: 'JD 01', ...facts } } });
const deliver = (shipmentId: string, viewer: Viewer) =>
  shop.ask(DELIVER, { viewer, variables: { input: { shipmentId } } });
const codeOf = async (answer: ReturnType<typeof fulfill>) => (await answer).errors?.[0]?.extensions.code;
const factOf = (orderId: string, name: string) =>
  until(() =>
    shop.peers.facts.find((fact) => fact.name === name && (fact.data as { orderId: string }).orderId === orderId),
  );

it('sends everything, from CONFIRMED through PROCESSING, and is delivered', async () => {
  const { order } = await place(shop, { lines: [{ quantity: 2 }, {}] });
  const sent = (await fulfill(order.id, ADMIN)).data.orderFulfill;
  expect(sent).toMatchObject({
    order: { status: 'SHIPPED', fulfillmentStatus: 'FULFILLED', version: 4 },
    shipment: {
      trackingUrl: expect.stringContaining('tracking-id=JD%2001'),
      lines: [{ quantity: 2 }, { quantity: 1 }],
    },
    userErrors: [],
  });
  expect((await factOf(order.id, 'order-shipped')).data).toMatchObject({
    carrier: 'DHL',
    shipmentId: sent.shipment.id,
  });
  const delivered = (await deliver(sent.shipment.id, ADMIN)).data.shipmentDeliver;
  expect(delivered).toMatchObject({
    order: { status: 'DELIVERED', fulfillmentStatus: 'DELIVERED' },
    shipment: { deliveredAt: expect.any(String) },
  });
  expect(delivered.order.timeline.map(({ status }: { status: string }) => status)).toEqual([
    'PENDING',
    'CONFIRMED',
    'PROCESSING',
    'SHIPPED',
    'DELIVERED',
  ]);
  await factOf(order.id, 'order-delivered');
});

it('is shipped with the last parcel and delivered with the last arrival', async () => {
  const { order } = await place(shop, { lines: [{ quantity: 3 }] });
  const lineId = order.lines[0].id;
  const part = (await fulfill(order.id, ADMIN, { lines: [{ lineId, quantity: 1 }] })).data.orderFulfill;
  expect(part.order).toMatchObject({ status: 'PROCESSING', fulfillmentStatus: 'PARTIALLY_FULFILLED' });
  const early = (await deliver(part.shipment.id, ADMIN)).data.shipmentDeliver;
  expect(early.order.status).toBe('PROCESSING');
  const rest = (await fulfill(order.id, ADMIN)).data.orderFulfill;
  expect(rest).toMatchObject({ order: { status: 'SHIPPED' }, shipment: { lines: [{ lineId, quantity: 2 }] } });
  const version = (await deliver(rest.shipment.id, ADMIN)).data.shipmentDeliver.order.version;
  const again = (await deliver(rest.shipment.id, ADMIN)).data.shipmentDeliver.order;
  expect(again).toMatchObject({ status: 'DELIVERED', version });
});

it('lets each seller send the own lines, and no others', async () => {
  const [hers, his] = [aSeller(), aSeller()];
  const lines = [{ sellerId: hers.id }, { sellerId: his.id }];
  const { order } = await place(shop, { viewer: aMember(), lines });
  const [herLine, hisLine] = order.lines.map(({ id }: { id: string }) => id);
  expect(await codeOf(fulfill(order.id, hers, { lines: [{ lineId: hisLine, quantity: 1 }] }))).toBe('FORBIDDEN');
  const first = (await fulfill(order.id, hers)).data.orderFulfill;
  expect(first).toMatchObject({ order: { status: 'PROCESSING' }, shipment: { lines: [{ lineId: herLine }] } });
  expect((await fulfill(order.id, hers)).data.orderFulfill.userErrors).toMatchObject([
    { code: 'ORDER_NOT_FULFILLABLE' },
  ]);
  expect(await codeOf(deliver(first.shipment.id, his))).toBe('FORBIDDEN');
  const second = (await fulfill(order.id, his)).data.orderFulfill;
  expect(second.order.status).toBe('SHIPPED');
  await deliver(first.shipment.id, hers);
  expect((await deliver(second.shipment.id, his)).data.shipmentDeliver.order.status).toBe('DELIVERED');
});

it('sends one parcel for one key, and no piece twice when two send at once', async () => {
  const { order } = await place(shop, { lines: [{ quantity: 5 }] });
  const lines = [{ lineId: order.lines[0].id, quantity: 3 }];
  const keyed = () => fulfill(order.id, ADMIN, { lines, idempotencyKey: 'parcel-1' });
  const [one, two] = await Promise.all([keyed(), keyed()]);
  expect(two.data.orderFulfill.shipment.id).toBe(one.data.orderFulfill.shipment.id);
  const many = await Promise.all(
    Array.from({ length: 4 }, () => fulfill(order.id, ADMIN, { lines: [{ ...lines[0], quantity: 2 }] })),
  );
  const sent = many.filter(({ data }) => data.orderFulfill.shipment);
  expect(sent).toHaveLength(1);
  const refused = many.filter(({ data }) => !data.orderFulfill.shipment);
  for (const { data } of refused)
    expect(['QUANTITY_EXCEEDED', 'ORDER_NOT_FULFILLABLE']).toContain(data.orderFulfill.userErrors[0].code);
});

describe('pieces that were refunded', () => {
  const refund = (orderId: string, lineId: string, quantity: number) => {
    const input = { orderId, lines: [{ lineId, quantity }], reason: 'Broken', idempotencyKey: newId() };
    const query = `mutation ($input: OrderRefundInput!) { orderRefund(input: $input) { order { ${ORDER} } userErrors { code } } }`;
    return shop.ask(query, { viewer: ADMIN, variables: { input } });
  };

  it('are not sent, and the order is shipped with the last of the others', async () => {
    const { order } = await place(shop, { lines: [{ quantity: 3 }] });
    const lineId = order.lines[0].id;
    expect((await refund(order.id, lineId, 1)).data.orderRefund.userErrors).toEqual([]);
    const excess = await fulfill(order.id, ADMIN, { lines: [{ lineId, quantity: 3 }] });
    expect(excess.data.orderFulfill.userErrors).toMatchObject([
      { code: 'QUANTITY_EXCEEDED', message: '2 left to send, got 3' },
    ]);
    const rest = (await fulfill(order.id, ADMIN)).data.orderFulfill;
    expect(rest).toMatchObject({ order: { status: 'SHIPPED' }, shipment: { lines: [{ quantity: 2 }] } });
  });

  it('end the sending when they were the last, and the order when what was sent has arrived', async () => {
    const { order } = await place(shop, { lines: [{ quantity: 2 }] });
    const lineId = order.lines[0].id;
    const { shipment } = (await fulfill(order.id, ADMIN, { lines: [{ lineId, quantity: 1 }] })).data.orderFulfill;
    await deliver(shipment.id, ADMIN);
    const { order: closed } = (await refund(order.id, lineId, 1)).data.orderRefund;
    expect(closed).toMatchObject({ status: 'DELIVERED', fulfillmentStatus: 'DELIVERED' });
    expect(closed.timeline.map(({ kind }: { kind: string }) => kind)).toEqual(
      expect.arrayContaining(['REST_REFUNDED', 'SHIPMENT_DELIVERED']),
    );
    await factOf(order.id, 'order-delivered');
  });
});

describe('what can not be sent', () => {
  it('is more than is left', async () => {
    const { order } = await place(shop, { lines: [{ quantity: 2 }] });
    const { data } = await fulfill(order.id, ADMIN, { lines: [{ lineId: order.lines[0].id, quantity: 3 }] });
    expect(data.orderFulfill).toMatchObject({
      shipment: null,
      order: { status: 'CONFIRMED' },
      userErrors: [{ code: 'QUANTITY_EXCEEDED', message: '2 left to send, got 3' }],
    });
  });

  it('is an order that is not paid', async () => {
    const { order } = await place(shop, payingWith('pm_card_authenticationRequired'));
    const { data } = await fulfill(order.id, ADMIN);
    expect(data.orderFulfill.userErrors).toMatchObject([{ code: 'ORDER_NOT_FULFILLABLE' }]);
  });

  it('is somebody else’s', async () => {
    const buyer = aMember();
    const { order } = await place(shop, { viewer: buyer });
    const shipment = (await fulfill(order.id, ADMIN)).data.orderFulfill.shipment;
    const before = await rowCounts(shop);
    expect(await codeOf(fulfill(order.id, GUEST))).toBe('UNAUTHENTICATED');
    expect(await codeOf(fulfill(order.id, aSeller()))).toBe('NOT_FOUND');
    expect(await codeOf(fulfill(order.id, buyer))).toBe('FORBIDDEN');
    expect(await codeOf(fulfill(newId(), ADMIN))).toBe('NOT_FOUND');
    expect(await codeOf(deliver(shipment.id, GUEST))).toBe('UNAUTHENTICATED');
    expect(await codeOf(deliver(shipment.id, aSeller()))).toBe('NOT_FOUND');
    expect(await codeOf(deliver(shipment.id, buyer))).toBe('FORBIDDEN');
    expect(await codeOf(deliver(newId(), ADMIN))).toBe('NOT_FOUND');
    expect(await rowCounts(shop)).toEqual(before);
  });
});
