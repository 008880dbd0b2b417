import { GUEST, newId, type Viewer } from '@souk/subgraph-kit';
import { aMember, subscribeTo, until } from '@souk/subgraph-kit/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ADDRESS, ADMIN, aSeller, openShop, place, type Shop } from './_shop.js';

let shop: Shop;
const [hers, his] = [aSeller(), aSeller()];
const SECRETS = {
  email: 'ada-of-the-secret@example.com',
  billingAddress: { ...ADDRESS, recipient: 'Mr Moneybags', line1: '7 Vault Lane' },
};

beforeAll(async () => {
  shop = await openShop();
});
afterAll(() => shop?.[Symbol.asyncDispose]());

const PART = `id number status fulfillmentStatus createdAt shippingAddress { recipient }
  totals { subtotal { minorUnits } shipping { minorUnits } tax { minorUnits } total { minorUnits } }
  lines { id sku quantity } shipments { id lines { lineId quantity } } timeline { cursor kind message }`;
const EVERYTHING = `${PART} email buyer { id } billingAddress { recipient line1 } payment { amount { minorUnits } }
  refunds { id } paymentStatus version`;

const ask = async (query: string, viewer: Viewer, variables: Record<string, unknown> = {}) => {
  const { data, errors } = await shop.ask(query, { viewer, variables });
  if (errors) throw new Error(JSON.stringify(errors));
  return data;
};
const ordersOf = async (viewer: Viewer) => (await ask(`{ orders { nodes { ${EVERYTHING} } } }`, viewer)).orders.nodes;
const readOrder = async (id: string, viewer: Viewer) =>
  (await ask(`query ($id: ID!) { order(id: $id) { ${EVERYTHING} } }`, viewer, { id })).order;
const readPart = async (id: string, viewer: Viewer) =>
  (await ask(`query ($id: ID!) { sellerOrder(id: $id) { ${PART} } }`, viewer, { id })).sellerOrder;
const partsOf = async (sellerId: string, viewer: Viewer) => {
  const query = `query ($r: [_Any!]!) { _entities(representations: $r) { ... on Seller { orders { nodes { ${PART} } } } } }`;
  const { _entities } = await ask(query, viewer, { r: [{ __typename: 'Seller', id: sellerId }] });
  return _entities[0].orders?.nodes;
};
const fulfill = (orderId: string, viewer: Viewer, facts: Record<string, unknown> = {}) => {
  const input = { orderId, carrier: 'DHL', trackingNumber: '1', ...facts };
  const query = `mutation ($input: OrderFulfillInput!) { orderFulfill(input: $input) {
    order { ${EVERYTHING} } shipment { id lines { lineId quantity } } userErrors { code } } }`;
  return shop.ask(query, { viewer, variables: { input } });
};

/** An order of two sellers' things: hers 2 × 30.00, his 10.00; 10 % tax, 5.00 shipping. */
async function aSharedOrder(viewer: Viewer) {
  const lines = [
    { sellerId: hers.id, quantity: 2, unitPriceMinor: 3_000 },
    { sellerId: his.id, unitPriceMinor: 1_000 },
  ];
  const { order } = await place(shop, { viewer, lines, ...SECRETS });
  const [herPart] = await partsOf(hers.id, hers);
  return { order, herPart, herLine: order.lines[0].id, hisLine: order.lines[1].id };
}

describe.each([
  ['a member’s order', aMember()],
  ['a guest’s order', GUEST],
] as const)('a seller of some lines of %s', (_, buyer) => {
  it('sees these lines, what they come to and where they go, and nothing else', async () => {
    const { order, herPart, herLine, hisLine } = await aSharedOrder(buyer);
    expect(herPart).toMatchObject({
      number: order.number,
      fulfillmentStatus: 'UNFULFILLED',
      totals: { subtotal: { minorUnits: 6_000 }, shipping: { minorUnits: 0 }, total: { minorUnits: 6_600 } },
      lines: [{ id: herLine, quantity: 2 }],
      shippingAddress: { recipient: ADDRESS.recipient },
    });
    const [asOrder] = await ordersOf(hers);
    expect(asOrder).toMatchObject({
      ...herPart,
      email: null,
      buyer: null,
      billingAddress: null,
      payment: null,
      refunds: [],
    });
    const told = JSON.stringify([
      herPart,
      asOrder,
      await readOrder(herPart.id, hers),
      await readPart(herPart.id, hers),
    ]);
    const secrets = [
      order.id,
      SECRETS.email,
      'Moneybags',
      'Vault',
      hisLine,
      ...(buyer.kind === 'member' ? [buyer.id] : []),
    ];
    const decoded = `${told}${herPart.timeline.map(({ cursor }: { cursor: string }) => Buffer.from(cursor, 'base64url'))}`;
    for (const secret of secrets) expect(decoded).not.toContain(secret);
    expect((await readOrder(order.id, buyer)).email).toBe(SECRETS.email);
    expect((await readOrder(order.id, ADMIN)).lines).toHaveLength(2);
  });

  it('sends the own lines by the part’s id, and sees none of the others’ parcels', async () => {
    const { order, herPart, herLine, hisLine } = await aSharedOrder(buyer);
    const [hisPart] = await partsOf(his.id, his);
    const refused = await fulfill(herPart.id, hers, { lines: [{ lineId: hisLine, quantity: 1 }] });
    expect(refused.errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    expect((await fulfill(hisPart.id, hers)).errors?.[0]?.extensions.code).toBe('NOT_FOUND');
    const { data } = await fulfill(herPart.id, hers, { lines: [{ lineId: herLine, quantity: 1 }] });
    expect(data.orderFulfill.order).toMatchObject({
      id: herPart.id,
      fulfillmentStatus: 'PARTIALLY_FULFILLED',
      email: null,
    });
    expect((await readPart(hisPart.id, his)).shipments).toEqual([]);
    const both = await fulfill(order.id, ADMIN);
    expect(both.data.orderFulfill.shipment.lines).toHaveLength(2);
    const sent = await readPart(hisPart.id, his);
    expect(sent).toMatchObject({ fulfillmentStatus: 'FULFILLED', shipments: [{ lines: [{ lineId: hisLine }] }] });
    expect(sent.timeline.map(({ message }: { message: string }) => message).join()).not.toContain('DHL');
  });
});

describe('a part of an order', () => {
  it('is there for its seller and admins alone, also as an entity', async () => {
    const buyer = aMember();
    const { herPart } = await aSharedOrder(buyer);
    for (const viewer of [hers, ADMIN]) expect((await readPart(herPart.id, viewer))?.id).toBe(herPart.id);
    for (const viewer of [his, buyer, GUEST, aMember({ id: hers.id })]) {
      expect(await readPart(herPart.id, viewer)).toBeNull();
      expect(await readOrder(herPart.id, viewer)).toBeNull();
    }
    expect(await partsOf(hers.id, his)).toBeUndefined();
    const query = `query ($r: [_Any!]!) { _entities(representations: $r) { ... on SellerOrder { id } ... on Order { id email } } }`;
    const r = ['SellerOrder', 'Order'].flatMap((type) => [
      { __typename: type, id: herPart.id },
      { __typename: type, id: newId() },
    ]);
    const { _entities } = await ask(query, hers, { r });
    expect(_entities).toEqual([{ id: herPart.id }, null, { id: herPart.id, email: null }, null]);
    expect((await ask(query, his, { r }))._entities).toEqual([null, null, null, null]);
  });

  it('does not let its seller cancel the order', async () => {
    const { order, herPart } = await aSharedOrder(GUEST);
    const query = `mutation ($input: OrderCancelInput!) { orderCancel(input: $input) { order { id } } }`;
    for (const orderId of [herPart.id, order.id]) {
      const input = { orderId, idempotencyKey: newId() };
      const { errors } = await shop.ask(query, { viewer: hers, variables: { input } });
      expect(['NOT_FOUND', 'FORBIDDEN']).toContain(errors?.[0]?.extensions.code);
    }
    expect((await readOrder(order.id, ADMIN)).status).toBe('CONFIRMED');
  });
});

it('a seller follows the status of the order, and hears nothing of the buyer’s bank', async () => {
  const { order } = await place(shop, {
    viewer: GUEST,
    lines: [{ sellerId: hers.id }],
    paymentMethod: { type: 'CARD', token: 'pm_card_chargeDeclined' },
  });
  const [part] = await partsOf(hers.id, hers);
  const query = `subscription ($id: ID!) { orderStatusChanged(orderId: $id, after: "") {
    status event { cursor kind message } order { id email } } }`;
  const heard = [];
  const following = {
    [Symbol.asyncIterator]: () => subscribeTo(shop.app.url, query, { viewer: hers, variables: { id: part.id } }),
  };
  for await (const { data } of following) heard.push(data.orderStatusChanged);
  expect(heard.map(({ status, event }) => [status, event.kind, event.message])).toEqual([
    ['PENDING', 'ORDER_PLACED', 'The order was placed'],
    ['CANCELLED', 'ORDER_CANCELLED', 'The order was cancelled'],
  ]);
  expect(heard.at(-1)?.order).toEqual({ id: part.id, email: null });
  expect(Buffer.from(heard[0]?.event.cursor, 'base64url').toString()).not.toContain(order.id);
  await until(async () => (await readOrder(order.id, ADMIN)).status === 'CANCELLED');
});
