import { randomUUID } from 'node:crypto';
import { GUEST, newId, type Viewer } from '@souk/subgraph-kit';
import { aMember, until } from '@souk/subgraph-kit/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aCart } from './_peers.js';
import { ADMIN, openShop, PLACE, payingWith, place, placeInput, readOrder, type Shop } from './_shop.js';

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});
afterAll(() => shop?.[Symbol.asyncDispose]());

type Input = Record<string, unknown>;

async function mutate(name: string, input: Input, viewer: Viewer = ADMIN, fields = '') {
  const type = `${name[0]?.toUpperCase()}${name.slice(1)}Input`;
  const query = `mutation ($input: ${type}!) { ${name}(input: $input) { ${fields} userErrors { code } } }`;
  const { data, errors } = await shop.ask(query, { viewer, variables: { input } });
  if (errors) throw new Error(JSON.stringify(errors));
  return data[name];
}
const keyed = (input: Input) => ({ idempotencyKey: randomUUID(), ...input });

/** A piece for 20.00 and 10 % tax that was bought, delivered, and came back. */
async function aReceivedReturn(viewer: Viewer = aMember()) {
  const { order } = await place(shop, { viewer });
  const lineId = order.lines[0].id;
  const parcel = { orderId: order.id, carrier: 'DHL', trackingNumber: '1' };
  const { shipment } = await mutate('orderFulfill', parcel, ADMIN, 'shipment { id }');
  await mutate('shipmentDeliver', { shipmentId: shipment.id });
  const lines = [{ lineId, quantity: 1, reason: 'WRONG_ITEM' }];
  const { returns } = await mutate('returnRequest', keyed({ orderId: order.id, lines }), viewer, 'returns { id }');
  const returnId = returns[0].id as string;
  await mutate('returnApprove', { returnId });
  const receive = () => mutate('returnReceive', keyed({ returnId, lines: [{ lineId, restockedQuantity: 1 }] }));
  return { viewer, exchangeOf: { orderId: order.id as string, returnId }, receive };
}

/** Orders one piece of another variant in its place. */
async function exchange(viewer: Viewer, exchangeOf: object, unitPriceMinor = 3_000, facts: Input = {}) {
  const cart = aCart([{ unitPriceMinor }]);
  shop.peers.carts.set(cart.cartId, cart);
  const { data, errors } = await shop.ask(PLACE, {
    viewer,
    variables: { input: placeInput(cart, { exchangeOf, ...facts }) },
  });
  return { ...data?.orderPlace, code: errors?.[0]?.extensions.code, userCode: data?.orderPlace?.userErrors[0]?.code };
}
const statusOf = async (orderId: string) => {
  const query = 'query ($id: ID!) { order(id: $id) { status returns { status refunded { minorUnits } } } }';
  const { data } = await shop.ask(query, { viewer: ADMIN, variables: { id: orderId } });
  return data.order;
};
/** What the buyer's card has paid for these orders in the end. */
const paidFor = (...orderIds: string[]) => {
  const own = ({ metadata }: { metadata: { orderId?: string } | null }) => orderIds.includes(metadata?.orderId ?? '');
  const charged = shop.stripe.simulator.charges().filter((charge) => charge.paid && own(charge));
  const refunded = shop.stripe.simulator.refunds().filter(own);
  return charged.reduce((sum, { amount }) => sum + amount, 0) - refunded.reduce((sum, { amount }) => sum + amount, 0);
};

describe('an order that takes the place of a return', () => {
  it.each([
    ['dearer', 3_000],
    ['cheaper', 1_000],
    ['as dear', 2_000],
  ])('costs the difference: what came back is refunded when it is paid, for something %s', async (_, price) => {
    const { viewer, exchangeOf, receive } = await aReceivedReturn();
    await receive();
    const { order, userErrors } = await exchange(viewer, exchangeOf, price);
    expect([order.status, userErrors]).toEqual(['CONFIRMED', []]);
    const old = await until(async () => {
      const now = await statusOf(exchangeOf.orderId);
      // each list is read at a moment of its own
      return now.status === 'RETURNED' && now.returns[0].refunded && now;
    });
    expect(old).toMatchObject({
      status: 'RETURNED',
      returns: [{ status: 'COMPLETED', refunded: { minorUnits: 2_200 } }],
    });
    // both orders' shipping, and the new piece with its tax
    await until(() => paidFor(exchangeOf.orderId, order.id) === 1_000 + price * 1.1, {
      what: 'the difference to be paid',
    });
  });

  it('leaves the return as it was when it is not paid, and another order may take the place', async () => {
    const { viewer, exchangeOf, receive } = await aReceivedReturn();
    await receive();
    const declined = await exchange(viewer, exchangeOf, 3_000, payingWith('pm_card_chargeDeclined'));
    expect(declined.userCode).toBe('PAYMENT_DECLINED');
    expect(await statusOf(exchangeOf.orderId)).toMatchObject({
      status: 'DELIVERED',
      returns: [{ status: 'RECEIVED' }],
    });
    const waiting = await exchange(viewer, exchangeOf, 3_000, payingWith('pm_card_authenticationRequired'));
    expect(waiting.order.status).toBe('PENDING');
    expect((await exchange(viewer, exchangeOf)).userCode).toBe('RETURN_STATUS_CONFLICT');
    await shop.stripe.authenticate(waiting.payment.intentId, 'complete');
    await until(async () => (await statusOf(exchangeOf.orderId)).returns[0].status === 'COMPLETED');
    expect((await readOrder(shop, waiting.order.id)).status).toBe('CONFIRMED');
  });

  it('is one for one return, and gives its money back once, whatever else refunds it at the same time', async () => {
    const { viewer, exchangeOf, receive } = await aReceivedReturn();
    await receive();
    const asked = [exchange(viewer, exchangeOf), exchange(viewer, exchangeOf)];
    const refund = mutate('returnRefund', keyed({ returnId: exchangeOf.returnId }));
    await Promise.all([...asked, refund]);
    await until(async () => (await readOrder(shop, exchangeOf.orderId)).payment.refunded.minorUnits === 2_200);
    expect((await readOrder(shop, exchangeOf.orderId)).refunds).toHaveLength(1);
  });

  it('is answered the same when a process died before it had answered', async () => {
    const { viewer, exchangeOf, receive } = await aReceivedReturn();
    await receive();
    const cart = aCart();
    shop.peers.carts.set(cart.cartId, cart);
    const variables = { input: placeInput(cart, { exchangeOf }) };
    const first = await shop.ask(PLACE, { viewer, variables });
    await until(async () => (await statusOf(exchangeOf.orderId)).returns[0].status === 'COMPLETED');
    const { order } = first.data.orderPlace;
    await shop.database
      .sql`update placements set leased_until = now() - interval '1 second' where order_id = ${order.id}`;
    const again = await shop.ask(PLACE, { viewer, variables });
    expect(again.data.orderPlace).toMatchObject({ order: { id: order.id }, userErrors: [] });
  });

  it('is refused for what did not come back yet, was refunded, or is somebody else’s', async () => {
    for (const viewer of [aMember(), GUEST]) {
      const { exchangeOf, receive } = await aReceivedReturn(viewer);
      expect((await exchange(viewer, exchangeOf)).userCode).toBe('RETURN_STATUS_CONFLICT');
      await receive();
      const stranger = viewer.kind === 'member' ? aMember() : viewer;
      const wrong = viewer.kind === 'member' ? exchangeOf : { ...exchangeOf, orderId: newId() };
      expect((await exchange(stranger, wrong)).code).toBe('NOT_FOUND');
      expect((await exchange(viewer, { ...exchangeOf, returnId: newId() })).code).toBe('NOT_FOUND');
      await mutate('returnRefund', keyed({ returnId: exchangeOf.returnId }));
      expect((await exchange(viewer, exchangeOf)).userCode).toBe('RETURN_STATUS_CONFLICT');
    }
  });
});
