import { until } from '@souk/subgraph-kit/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ADMIN, openShop, payingWith, place, readOrder, type Shop } from './_shop.js';

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});
afterAll(() => shop?.[Symbol.asyncDispose]());

const paymentOf = async (id: string) => {
  const query = `query ($id: ID!) { order(id: $id) { payment { captured { minorUnits } disputed { minorUnits }
    disputes { id status reason amount { minorUnits } } } } }`;
  return (await shop.ask(query, { variables: { id }, viewer: ADMIN })).data.order.payment;
};
const disputed = async (orderId: string, status: string) => {
  const isSo = async () => (await paymentOf(orderId)).disputes[0]?.status === status;
  await until(isSo, { what: `the dispute to be ${status}` });
  // payment and disputes are two reads: the first that sees the dispute so may have read the payment before
  return paymentOf(orderId);
};
/** The news of a dispute may come before our own call has heard that the payment succeeded: each keeps its own order. */
const historyOf = async (orderId: string) => {
  const kinds: string[] = (await readOrder(shop, orderId)).timeline.map(({ kind }: { kind: string }) => kind);
  const disputes = kinds.filter((kind) => kind.startsWith('DISPUTE_'));
  return { first: kinds[0], disputes, rest: kinds.slice(1).filter((kind) => !disputes.includes(kind)) };
};
const paidAndThen = (...disputes: string[]) => ({ first: 'ORDER_PLACED', disputes, rest: ['PAYMENT_SUCCEEDED'] });
const answer = async (id: string, evidence: string) => {
  await shop.stripe.client.disputes.update(id, { evidence: { uncategorized_text: evidence }, submit: true });
  shop.stripe.simulator.control.moveClock(10);
};

it.each([
  ['won', 'winning_evidence', 'WON', 0],
  ['lost', 'losing_evidence', 'LOST', 1],
] as const)('a dispute takes the money back, and is %s', async (_, evidence, status, lost) => {
  const { order } = await place(shop, payingWith('pm_card_createDispute'));
  const total = order.totals.total.minorUnits;
  const { disputes, ...amounts } = await disputed(order.id, 'OPEN');
  expect(amounts).toEqual({ captured: { minorUnits: total }, disputed: { minorUnits: total } });
  const refund = `mutation ($input: OrderRefundInput!) { orderRefund(input: $input) { userErrors { code } } }`;
  const input = { orderId: order.id, reason: 'Sorry', idempotencyKey: 'k' };
  const { data } = await shop.ask(refund, { variables: { input }, viewer: ADMIN });
  expect(data.orderRefund.userErrors).toEqual([{ code: 'NOTHING_TO_REFUND' }]);
  await answer(disputes[0].id, evidence);
  expect((await disputed(order.id, status)).disputed.minorUnits).toBe(lost * total);
  expect(await historyOf(order.id)).toEqual(paidAndThen('DISPUTE_OPENED', `DISPUTE_${status}`));
});

it('an inquiry only asks', async () => {
  const { order } = await place(shop, payingWith('pm_card_createDisputeInquiry'));
  const { disputes, disputed: taken } = await disputed(order.id, 'INQUIRY');
  expect(taken.minorUnits).toBe(0);
  await answer(disputes[0].id, 'winning_evidence');
  await disputed(order.id, 'CLOSED');
  expect(await historyOf(order.id)).toEqual(paidAndThen('DISPUTE_OPENED', 'DISPUTE_CLOSED'));
});

it('news that come in any order end the same', async () => {
  shop.stripe.webhook = 'hold';
  const { order } = await place(shop, payingWith('pm_card_createDispute'));
  const intents = await shop.database.sql`select intent_id from payments where order_id = ${order.id}`;
  const about = (type: string) =>
    until(() =>
      shop.stripe.deliveries.find(({ body }) => {
        const event = JSON.parse(body);
        return event.type === type && event.data.object.payment_intent === intents[0]?.intent_id;
      }),
    );
  const opened = await about('charge.dispute.created');
  await answer(JSON.parse(opened.body).data.object.id, 'winning_evidence');
  const closed = await about('charge.dispute.closed');
  for (const news of [closed, opened, closed]) expect(await shop.stripe.deliver(news)).toBe(200);
  const { disputes, disputed: taken } = await paymentOf(order.id);
  expect({ status: disputes[0].status, taken: taken.minorUnits }).toEqual({ status: 'WON', taken: 0 });
  expect(await historyOf(order.id)).toEqual(paidAndThen('DISPUTE_WON'));
});
