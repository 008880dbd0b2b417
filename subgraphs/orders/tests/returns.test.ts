import { randomUUID } from 'node:crypto';
import { GUEST, newId, type Viewer } from '@souk/subgraph-kit';
import { aMember, until } from '@souk/subgraph-kit/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LineOfCart } from './_peers.js';
import { ADMIN, aSeller, ORDER, openShop, place, readOrder, type Shop } from './_shop.js';

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});
afterAll(() => shop?.[Symbol.asyncDispose]());

const [hers, his] = [aSeller(), aSeller()];
const RETURN = `id status comment answer decidedAt receivedAt completedAt refunded { minorUnits }
  lines { lineId quantity reason restockedQuantity writtenOffQuantity }`;

type Input = Record<string, unknown>;

async function mutate(name: string, input: Input, viewer: Viewer) {
  const type = `${name[0]?.toUpperCase()}${name.slice(1)}Input`;
  const goods = name === 'returnRequest' ? 'returns' : 'return';
  const query = `mutation ($input: ${type}!) { ${name}(input: $input) {
    ${goods} { ${RETURN} } order { ${ORDER} returns { id status } } userErrors { code message path } } }`;
  const { data, errors } = await shop.ask(query, { viewer, variables: { input } });
  return { ...data?.[name], code: errors?.[0]?.extensions.code, userCode: data?.[name]?.userErrors[0]?.code };
}
const keyed = (input: Input) => ({ idempotencyKey: randomUUID(), ...input });
const request = (orderId: string, lines: Input[], viewer: Viewer, facts: Input = {}) =>
  mutate(
    'returnRequest',
    keyed({ orderId, lines: lines.map((line) => ({ reason: 'DAMAGED', ...line })), ...facts }),
    viewer,
  );
const approve = (returnId: string, viewer: Viewer = hers, facts: Input = {}) =>
  mutate('returnApprove', { returnId, ...facts }, viewer);
const receive = (returnId: string, lines: Input[], viewer: Viewer = hers, facts: Input = {}) =>
  mutate('returnReceive', keyed({ returnId, lines, ...facts }), viewer);
const refund = (returnId: string, viewer: Viewer = hers, facts: Input = {}) =>
  mutate('returnRefund', keyed({ returnId, ...facts }), viewer);

/** An order that arrived. */
async function aDelivery(lines: readonly LineOfCart[] = [{ quantity: 3 }], viewer: Viewer = aMember()) {
  const { order } = await place(shop, { viewer, lines: lines.map((line) => ({ sellerId: hers.id, ...line })) });
  const input = { orderId: order.id, carrier: 'DHL', trackingNumber: '1' };
  const sent = await shop.ask(
    'mutation ($input: OrderFulfillInput!) { orderFulfill(input: $input) { shipment { id } } }',
    { viewer: ADMIN, variables: { input } },
  );
  const shipmentId = sent.data.orderFulfill.shipment.id;
  const deliver = () =>
    shop.ask('mutation ($input: ShipmentDeliverInput!) { shipmentDeliver(input: $input) { shipment { id } } }', {
      viewer: ADMIN,
      variables: { input: { shipmentId } },
    });
  return {
    id: order.id as string,
    viewer,
    shipmentId,
    deliver,
    lineIds: order.lines.map(({ id }: { id: string }) => id),
  };
}
async function aReturnable(lines?: readonly LineOfCart[], viewer?: Viewer) {
  const delivery = await aDelivery(lines, viewer);
  await delivery.deliver();
  return delivery;
}
const factsOf = (orderId: string, name: string) =>
  shop.peers.facts.filter((fact) => fact.name === name && (fact.data as { orderId: string }).orderId === orderId);

it('goes all the way: asked for, approved, received, refunded', async () => {
  const { id, viewer, lineIds } = await aReturnable();
  const [lineId] = lineIds;
  const asked = await request(id, [{ lineId, quantity: 2 }], viewer, { comment: 'It rattles' });
  expect(asked).toMatchObject({
    returns: [{ status: 'REQUESTED', comment: 'It rattles', lines: [{ lineId, quantity: 2, reason: 'DAMAGED' }] }],
    userErrors: [],
  });
  const returnId = asked.returns[0].id;
  const approved = await approve(returnId, hers, { answer: 'To 1 Dock Road' });
  expect(approved.return).toMatchObject({
    status: 'APPROVED',
    answer: 'To 1 Dock Road',
    decidedAt: expect.any(String),
  });
  const received = await receive(returnId, [{ lineId, restockedQuantity: 1, writtenOffQuantity: 1 }]);
  expect(received.return).toMatchObject({
    status: 'RECEIVED',
    lines: [{ restockedQuantity: 1, writtenOffQuantity: 1 }],
  });
  const fact = await until(() => factsOf(id, 'return-received')[0], { what: 'return-received' });
  expect(fact.data).toMatchObject({
    ...{ returnId, returnedLines: [{ quantity: 2 }], note: null },
    received: [{ restockedQuantity: 1, writtenOffQuantity: 1 }],
  });
  expect(fact.version).toBe(received.order.version);
  expect(factsOf(id, 'return-requested')[0]?.data).toMatchObject({ note: 'It rattles' });
  expect(factsOf(id, 'return-approved')[0]?.data).toMatchObject({ note: 'To 1 Dock Road' });
  const settled = await refund(returnId);
  // two of three pieces at 20.00 and 10 % tax
  expect(settled.return).toMatchObject({ status: 'COMPLETED' });
  const order = await until(async () => {
    const now = await readOrder(shop, id);
    return now.paymentStatus === 'PARTIALLY_REFUNDED' && now;
  });
  expect(order).toMatchObject({ status: 'DELIVERED', payment: { refunded: { minorUnits: 4_400 } } });
  const kinds = order.timeline.map(({ kind }: { kind: string }) => kind);
  expect(kinds.slice(kinds.indexOf('RETURN_REQUESTED'))).toEqual(
    expect.arrayContaining([
      'RETURN_REQUESTED',
      'RETURN_APPROVED',
      'RETURN_RECEIVED',
      'RETURN_COMPLETED',
      'REFUND_SUCCEEDED',
    ]),
  );
  expect(order.timeline).toHaveLength(order.version);
  const stripes = shop.stripe.simulator.refunds().filter(({ metadata }) => metadata?.orderId === id);
  expect(stripes.map(({ amount }) => amount)).toEqual([4_400]);
});

it('makes the order RETURNED with the last piece, and gives back all but the shipping, to the cent', async () => {
  const { id, viewer, lineIds } = await aReturnable([{ quantity: 3, unitPriceMinor: 1_111 }]);
  const [lineId] = lineIds;
  for (const quantity of [1, 2]) {
    const { returns } = await request(id, [{ lineId, quantity }], viewer);
    await approve(returns[0].id);
    await receive(returns[0].id, [{ lineId, restockedQuantity: quantity }]);
    const { order } = await refund(returns[0].id);
    expect(order.status).toBe(quantity === 2 ? 'RETURNED' : 'DELIVERED');
  }
  const order = await until(async () => {
    const now = await readOrder(shop, id);
    return (
      now.refunds.length === 2 && now.refunds.every(({ status }: { status: string }) => status === 'SUCCEEDED') && now
    );
  });
  expect(order.fulfillmentStatus).toBe('RETURNED');
  expect(order.payment.refunded.minorUnits).toBe(order.totals.total.minorUnits - 500);
});

describe('can not be asked for', () => {
  it('before it arrived, after the shop’s days, or for more than there is', async () => {
    const { id, viewer, lineIds, deliver, shipmentId } = await aDelivery();
    const [lineId] = lineIds;
    const ask = async (quantity: number) => (await request(id, [{ lineId, quantity }], viewer)).userCode;
    expect(await ask(1)).toBe('NOT_DELIVERED');
    await deliver();
    expect(await ask(4)).toBe('QUANTITY_EXCEEDED');
    expect(await ask(2)).toBeUndefined();
    expect(await ask(2)).toBe('QUANTITY_EXCEEDED');
    await shop.database.sql`update shipments set delivered_at = now() - interval '31 days' where id = ${shipmentId}`;
    expect(await ask(1)).toBe('RETURN_WINDOW_CLOSED');
    expect(
      (await readOrder(shop, id)).timeline.filter(({ kind }: { kind: string }) => kind === 'RETURN_REQUESTED'),
    ).toHaveLength(1);
  });

  it('in part: one line that can’t be is the end of all, and nothing is written', async () => {
    const { id, viewer, lineIds } = await aReturnable([{ quantity: 1 }, { quantity: 1 }]);
    const lines = [
      { lineId: lineIds[0], quantity: 1 },
      { lineId: lineIds[1], quantity: 2 },
    ];
    const { order, returns, userErrors } = await request(id, lines, viewer);
    expect([returns, order.returns]).toEqual([[], []]);
    expect(userErrors).toMatchObject([{ code: 'QUANTITY_EXCEEDED', path: ['input', 'lines', '1'] }]);
  });

  it('twice for the same pieces, however many ask at once', async () => {
    const { id, viewer, lineIds } = await aReturnable();
    const asked = await Promise.all(
      Array.from({ length: 4 }, () => request(id, [{ lineId: lineIds[0], quantity: 2 }], viewer)),
    );
    expect(asked.filter(({ returns }) => returns.length > 0)).toHaveLength(1);
  });
});

it('is one for each seller, and one for a key', async () => {
  const { id, viewer, lineIds } = await aReturnable([{ sellerId: hers.id }, { sellerId: his.id }]);
  const lines = lineIds.map((lineId: string) => ({ lineId, quantity: 1 }));
  const input = { idempotencyKey: 'once' };
  const [first, again] = [await request(id, lines, viewer, input), await request(id, lines, viewer, input)];
  expect(first.returns).toHaveLength(2);
  expect(again.returns.map((one: { id: string }) => one.id)).toEqual(
    first.returns.map((one: { id: string }) => one.id),
  );
  const query = `{ orders { nodes { number returns { id lines { lineId } } } } }`;
  const { data } = await shop.ask(query, { viewer: his });
  expect(data.orders.nodes[0].returns.map((one: { lines: { lineId: string }[] }) => one.lines)).toEqual([
    [{ lineId: lineIds[1] }],
  ]);
  const theirs = first.returns.find((one: { lines: { lineId: string }[] }) => one.lines[0]?.lineId === lineIds[1]);
  expect((await approve(theirs.id, hers)).code).toBe('FORBIDDEN');
  expect((await approve(theirs.id, his)).return.status).toBe('APPROVED');
});

describe('each step', () => {
  it('is its party’s to go', async () => {
    for (const buyer of [aMember(), GUEST]) {
      const { id, lineIds } = await aReturnable([{}], buyer);
      const { returns } = await request(id, [{ lineId: lineIds[0], quantity: 1 }], buyer);
      const returnId = returns[0].id;
      expect((await approve(returnId, buyer)).code).toBe(buyer.kind === 'guest' ? 'UNAUTHENTICATED' : 'FORBIDDEN');
      expect((await approve(returnId, aSeller())).code).toBe('NOT_FOUND');
      expect((await mutate('returnWithdraw', { orderId: id, returnId }, hers)).code).toBe('FORBIDDEN');
      expect((await mutate('returnWithdraw', { orderId: newId(), returnId }, buyer)).code).toBe('NOT_FOUND');
      expect((await request(id, [{ lineId: lineIds[0], quantity: 1 }], hers)).code).toBe('FORBIDDEN');
      expect((await request(newId(), [{ lineId: lineIds[0], quantity: 1 }], buyer)).code).toBe('NOT_FOUND');
      expect((await approve(returnId, ADMIN)).return.status).toBe('APPROVED');
      expect((await mutate('returnWithdraw', { orderId: id, returnId }, buyer)).return.status).toBe('WITHDRAWN');
    }
  });

  it('is gone once and in order; what came too late is told', async () => {
    const { id, viewer, lineIds } = await aReturnable();
    const [lineId] = lineIds;
    const { returns } = await request(id, [{ lineId, quantity: 1 }], viewer);
    const returnId = returns[0].id;
    expect((await receive(returnId, [{ lineId, restockedQuantity: 1 }])).userCode).toBe('RETURN_STATUS_CONFLICT');
    expect((await refund(returnId)).userCode).toBe('RETURN_STATUS_CONFLICT');
    await approve(returnId);
    const { version } = (await approve(returnId)).order;
    expect((await approve(returnId)).order.version).toBe(version);
    expect((await mutate('returnReject', { returnId, answer: 'No' }, hers)).userCode).toBe('RETURN_STATUS_CONFLICT');
    expect((await receive(returnId, [{ lineId, restockedQuantity: 1, writtenOffQuantity: 1 }])).userCode).toBe(
      'QUANTITY_EXCEEDED',
    );
    expect((await receive(returnId, [{ lineId }])).userCode).toBe('NOTHING_RECEIVED');
    const came = { lines: [{ lineId, restockedQuantity: 1 }], idempotencyKey: 'came' };
    const [one, two] = await Promise.all([0, 1].map(() => receive(returnId, came.lines, hers, came)));
    expect([one?.userCode, two?.userCode]).toEqual([undefined, undefined]);
    expect((await receive(returnId, came.lines)).userCode).toBe('RETURN_STATUS_CONFLICT');
    expect((await mutate('returnWithdraw', { orderId: id, returnId }, viewer)).userCode).toBe('RETURN_STATUS_CONFLICT');
    const paid = await Promise.all([refund(returnId), refund(returnId), refund(returnId)]);
    expect(paid.map(({ userCode }) => userCode)).toEqual([undefined, undefined, undefined]);
    await until(async () => (await readOrder(shop, id)).payment.refunded.minorUnits === 2_200);
    expect((await readOrder(shop, id)).refunds).toHaveLength(1);
  });

  it('that is refused leaves the pieces free to be asked for again', async () => {
    const { id, viewer, lineIds } = await aReturnable([{}]);
    const ask = () => request(id, [{ lineId: lineIds[0], quantity: 1 }], viewer);
    const { returns } = await ask();
    const rejected = await mutate('returnReject', { returnId: returns[0].id, answer: 'It was worn' }, hers);
    expect(rejected.return).toMatchObject({ status: 'REJECTED', answer: 'It was worn' });
    expect((await ask()).returns).toHaveLength(1);
  });
});

it('pays nothing twice: what was refunded otherwise is not refunded with the return', async () => {
  const { id, viewer, lineIds } = await aReturnable([{ quantity: 2 }]);
  const [lineId] = lineIds;
  const { returns } = await request(id, [{ lineId, quantity: 2 }], viewer);
  await approve(returns[0].id);
  await receive(returns[0].id, [{ lineId, restockedQuantity: 2 }]);
  const total = (await readOrder(shop, id)).totals.total.minorUnits;
  const goodwill = keyed({ orderId: id, amountMinor: total - 300, reason: 'Goodwill' });
  const query = 'mutation ($input: OrderRefundInput!) { orderRefund(input: $input) { userErrors { code } } }';
  expect(
    (await shop.ask(query, { viewer: ADMIN, variables: { input: goodwill } })).data.orderRefund.userErrors,
  ).toEqual([]);
  expect((await refund(returns[0].id)).return).toMatchObject({ status: 'COMPLETED', refunded: { minorUnits: 300 } });
  await until(async () => (await readOrder(shop, id)).paymentStatus === 'REFUNDED');
});

describe('the list of returns', () => {
  const LIST = `query ($first: Int, $after: String, $status: ReturnStatus) { returns(first: $first, after: $after, status: $status) {
    totalCount pageInfo { hasNextPage endCursor } nodes { id status orderId orderNumber lines { quantity } } } }`;
  const list = async (viewer: Viewer, variables: Record<string, unknown> = {}) => shop.ask(LIST, { viewer, variables });

  it('shows a seller those of own lines, newest first, page by page, and an admin all', async () => {
    const seller = aSeller();
    const other = aSeller();
    const buyer = aMember();
    const asked: { id: string; number: string }[] = [];
    for (let round = 0; round < 3; round += 1) {
      const order = await aDelivery([{ sellerId: seller.id }, { sellerId: other.id }], buyer);
      await order.deliver();
      const { data } = await shop.ask('query ($id: ID!) { order(id: $id) { number lines { id } } }', {
        viewer: ADMIN,
        variables: { id: order.id },
      });
      const lines = data.order.lines.map(({ id: lineId }: { id: string }) => ({ lineId, quantity: 1 }));
      const { returns } = await request(order.id, lines, buyer);
      asked.unshift(...returns.map(({ id }: { id: string }) => ({ id, number: data.order.number })));
    }
    const all = (await list(ADMIN, { first: 6 })).data.returns;
    expect(new Set(all.nodes.map(({ id }: { id: string }) => id))).toEqual(new Set(asked.map(({ id }) => id)));
    const first = (await list(seller, { first: 2 })).data.returns;
    const { endCursor: after } = first.pageInfo;
    const second = (await list(seller, { first: 2, after })).data.returns;
    expect([first.totalCount, first.pageInfo.hasNextPage, second.pageInfo.hasNextPage]).toEqual([3, true, false]);
    const own = [...first.nodes, ...second.nodes];
    const ids = asked.map(({ id }) => id);
    expect(own.map(({ id }) => ids.indexOf(id) >> 1)).toEqual([0, 1, 2]);
    for (const one of own) expect(one.orderNumber).toBe(asked.find(({ id }) => id === one.id)?.number);
    const part = await shop.ask('query ($id: ID!) { sellerOrder(id: $id) { returns { id } } }', {
      viewer: seller,
      variables: { id: own[0].orderId },
    });
    expect(part.data.sellerOrder.returns).toEqual([{ id: own[0].id }]);
    await approve(own[1].id, seller);
    const approved = (await list(seller, { status: 'APPROVED' })).data.returns;
    expect(approved).toMatchObject({ totalCount: 1, nodes: [{ id: own[1].id, status: 'APPROVED' }] });
  });

  it('is for nobody else', async () => {
    expect((await list(aMember())).errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    expect((await list(GUEST)).errors?.[0]?.extensions.code).toBe('UNAUTHENTICATED');
    expect((await list(ADMIN, { after: 'x' })).errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
  });
});
