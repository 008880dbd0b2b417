import { randomUUID } from 'node:crypto';
import { aMember, until } from '@souk/subgraph-kit/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ADMIN, ORDER, openShop, payingWith, place, readOrder, type Shop } from './_shop.js';

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});
afterAll(() => shop?.[Symbol.asyncDispose]());

type Input = Record<string, unknown>;

/** As an admin. @returns the payload */
async function mutate(name: string, input: Input, fields = '') {
  const type = `${name[0]?.toUpperCase()}${name.slice(1)}Input`;
  const query = `mutation ($input: ${type}!) { ${name}(input: $input) {
    order { ${ORDER} lines { droppedQuantity } } userErrors { code message } ${fields} } }`;
  const { data, errors } = await shop.ask(query, { viewer: ADMIN, variables: { input } });
  if (errors) throw new Error(JSON.stringify(errors));
  return data[name];
}
const refund = (orderId: string, lineId: string, quantity: number) =>
  mutate(
    'orderRefund',
    { orderId, lines: [{ lineId, quantity }], reason: 'Broken', idempotencyKey: randomUUID() },
    'refund { id status }',
  );
const send = (orderId: string, lineId: string, quantity: number) =>
  mutate(
    'orderFulfill',
    { orderId, lines: [{ lineId, quantity }], carrier: 'DHL', trackingNumber: '1' },
    'shipment { id }',
  );

/** Sends pieces, and has them come back. @returns the return, RECEIVED */
async function sendAndReceiveBack(orderId: string, lineId: string, quantity: number): Promise<string> {
  const { shipment } = await send(orderId, lineId, quantity);
  await mutate('shipmentDeliver', { shipmentId: shipment.id });
  const lines = [{ lineId, quantity, reason: 'DAMAGED' }];
  const asked = await mutate('returnRequest', { orderId, lines, idempotencyKey: randomUUID() }, 'returns { id }');
  const returnId = asked.returns[0].id;
  await mutate('returnApprove', { returnId });
  await mutate('returnReceive', {
    returnId,
    lines: [{ lineId, restockedQuantity: quantity }],
    idempotencyKey: randomUUID(),
  });
  return returnId;
}
const refundReturn = (returnId: string) =>
  mutate('returnRefund', { returnId, idempotencyKey: randomUUID() }, 'return { status refunded { minorUnits } }');
const told = (orderId: string) =>
  shop.peers.facts.filter(
    ({ name, data }) => name === 'pieces-dropped' && (data as { orderId: string }).orderId === orderId,
  );
const isCancelled = (name: string, data: unknown, orderId: string) =>
  name === 'order-cancelled' && (data as { orderId: string }).orderId === orderId;
const kindsOf = (order: { timeline: { kind: string }[] }) => order.timeline.map(({ kind }) => kind);
const failRefunds = async (orderId: string) => {
  shop.stripe.simulator.control.moveClock(10);
  return until(async () => {
    const now = await readOrder(shop, orderId);
    const isFailed = now.refunds.every(({ status }: { status: string }) => status === 'FAILED');
    // an order and its refunds are read by two statements
    return isFailed && now.paymentStatus === 'PAID' && now;
  });
};

describe('pieces that are refunded before they were sent', () => {
  it('go back to stock, each line’s share of them once', async () => {
    const { order } = await place(shop, { lines: [{ quantity: 3 }, { quantity: 2 }] });
    const [first] = order.lines;
    const { order: after } = await refund(order.id, first.id, 2);
    expect(after.lines).toMatchObject([{ droppedQuantity: 2 }, { droppedQuantity: 0 }]);
    expect(kindsOf(after)).toContain('PIECES_DROPPED');
    const [fact] = await until(() => told(order.id).length > 0 && told(order.id), { what: 'pieces-dropped' });
    expect(fact?.data).toMatchObject({ dropped: [{ variantId: first.variant.id, quantity: 2 }] });
    await refund(order.id, first.id, 1);
    await until(() => told(order.id).length === 2);
    expect(told(order.id)[1]?.data).toMatchObject({ dropped: [{ quantity: 1 }] });
  });

  it('are not sent after all because something else came back', async () => {
    const { order } = await place(shop, { viewer: aMember(), lines: [{ quantity: 3 }] });
    const lineId = order.lines[0].id;
    await refund(order.id, lineId, 1);
    await refundReturn(await sendAndReceiveBack(order.id, lineId, 1));
    const { userErrors } = await send(order.id, lineId, 2);
    expect(userErrors).toMatchObject([{ code: 'QUANTITY_EXCEEDED', message: '1 left to send, got 2' }]);
  });
});

describe('the last piece of an order of which nothing was sent', () => {
  it('ends the order, which gives back what else was paid', async () => {
    const { order } = await place(shop, { lines: [{ quantity: 1 }, { quantity: 2 }] });
    const [first, second] = order.lines;
    await refund(order.id, first.id, 1);
    expect((await refund(order.id, second.id, 1)).order).toMatchObject({ status: 'CONFIRMED' });
    expect((await refund(order.id, second.id, 1)).order).toMatchObject({ status: 'CANCELLED' });
    const ended = await until(async () => {
      const now = await readOrder(shop, order.id);
      return now.paymentStatus === 'REFUNDED' && now;
    });
    const amounts = ended.refunds.map(({ amount }: { amount: { minorUnits: number } }) => amount.minorUnits);
    expect(amounts.toSorted((a: number, b: number) => a - b)).toEqual([500, 2_200, 2_200, 2_200]);
    expect(ended.fulfillmentStatus).toBe('UNFULFILLED');
    const { userErrors } = await send(order.id, first.id, 1);
    expect(userErrors).toHaveLength(1);
    const cancelled = () => shop.peers.facts.find(({ name, data }) => isCancelled(name, data, order.id));
    const fact = await until(() => cancelled(), { what: 'order-cancelled' });
    expect(fact.data).toMatchObject({ refundedMinor: 2_700 });
  });

  it('is not the last when some of the order is on its way', async () => {
    const { order } = await place(shop, { lines: [{ quantity: 2 }] });
    await shop.tell('stock-committed', { orderId: order.id, backordered: [] });
    const lineId = order.lines[0].id;
    await send(order.id, lineId, 1);
    expect((await refund(order.id, lineId, 1)).order).toMatchObject({ status: 'SHIPPED' });
  });
});

describe('pieces that were sent', () => {
  it('are no news for the stock when they are refunded: their return told of them', async () => {
    const { order } = await place(shop, { viewer: aMember(), lines: [{ quantity: 3 }] });
    const lineId = order.lines[0].id;
    await sendAndReceiveBack(order.id, lineId, 2);
    expect((await refund(order.id, lineId, 2)).order.lines).toMatchObject([{ droppedQuantity: 0 }]);
    expect((await refund(order.id, lineId, 1)).order).toMatchObject({
      status: 'DELIVERED',
      lines: [{ droppedQuantity: 1 }],
    });
    await until(() => told(order.id).length > 0);
    expect(told(order.id).map(({ data }) => data)).toMatchObject([{ dropped: [{ quantity: 1 }] }]);
  });

  it('are refunded by their return alone, and not those that are still to be sent', async () => {
    const { order } = await place(shop, { viewer: aMember(), lines: [{ quantity: 3 }] });
    const lineId = order.lines[0].id;
    const returnId = await sendAndReceiveBack(order.id, lineId, 1);
    await refund(order.id, lineId, 1);
    const { return: settled, order: after } = await refundReturn(returnId);
    expect(settled).toEqual({ status: 'COMPLETED', refunded: null });
    expect(after.refunds).toHaveLength(1);
  });
});

describe('a refund that fails days later', () => {
  it('leaves its pieces dropped and the order shipped, and is made again without another word to the stock', async () => {
    const { order } = await place(shop, { ...payingWith('pm_card_refundFail'), lines: [{ quantity: 3 }] });
    const lineId = order.lines[0].id;
    await send(order.id, lineId, 1);
    expect((await refund(order.id, lineId, 2)).order).toMatchObject({
      status: 'SHIPPED',
      fulfillmentStatus: 'FULFILLED',
    });
    const failed = await failRefunds(order.id);
    expect(failed).toMatchObject({ status: 'SHIPPED', paymentStatus: 'PAID' });
    expect((await send(order.id, lineId, 1)).userErrors).toMatchObject([{ code: 'ORDER_NOT_FULFILLABLE' }]);
    const again = await refund(order.id, lineId, 2);
    expect(again).toMatchObject({ refund: { status: 'SUCCEEDED' }, order: { lines: [{ droppedQuantity: 2 }] } });
    expect(kindsOf(again.order).filter((kind) => kind === 'PIECES_DROPPED')).toHaveLength(1);
    await until(() => told(order.id).length > 0);
    expect(told(order.id)).toHaveLength(1);
  });

  it('lets the same return be refunded again, once', async () => {
    const { order } = await place(shop, {
      ...payingWith('pm_card_refundFail'),
      viewer: aMember(),
      lines: [{ quantity: 1 }],
    });
    const returnId = await sendAndReceiveBack(order.id, order.lines[0].id, 1);
    const first = await refundReturn(returnId);
    expect(first.return).toMatchObject({ status: 'COMPLETED', refunded: { minorUnits: 2_200 } });
    expect(await failRefunds(order.id)).toMatchObject({ status: 'RETURNED', paymentStatus: 'PAID' });
    const [again, more] = [await refundReturn(returnId), await refundReturn(returnId)];
    expect(again.order.refunds.map(({ status }: { status: string }) => status)).toEqual(['FAILED', 'SUCCEEDED']);
    expect(more.order.refunds).toHaveLength(2);
  });
});
