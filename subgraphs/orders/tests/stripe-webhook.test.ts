import { createHmac } from 'node:crypto';
import { until } from '@souk/subgraph-kit/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openShop, place, readOrder, type Shop } from './_shop.js';
import { type Delivery, WEBHOOK_SECRET } from './_stripe.js';

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
  shop.stripe.webhook = 'hold';
});
afterAll(() => shop?.[Symbol.asyncDispose]());

it('is answered while nothing can be done, however many events come, and all are acted on later', async () => {
  const { order, payment } = await place(shop, { paymentMethod: null });
  await shop.stripe.client.paymentIntents.confirm(payment.intentId, { payment_method: 'pm_card_visa' });
  const paid = await until(() => shop.stripe.eventsOf(order.id, 'payment_intent.succeeded')[0]);
  await shop.database.sql.begin(async (sql) => {
    await sql`select 1 from orders where id = ${order.id} for update`;
    // more than there are jobs at once and connections
    for (let copy = 0; copy < 20; copy += 1) expect(await shop.stripe.post(anew(paid))).toBe(200);
    // no answer came because a job gave its connection up
    expect(await sql`select last_error from graphile_worker.jobs where last_error is not null`).toEqual([]);
  });
  await shop.stripe.actedOn();
  const kinds = (await readOrder(shop, order.id)).timeline.map(({ kind }: { kind: string }) => kind);
  expect(kinds).toEqual(['ORDER_PLACED', 'PAYMENT_SUCCEEDED']);
});

it('has what was told of a payment that is not known told again', async () => {
  const { client } = shop.stripe;
  const intent = await client.paymentIntents.create({
    amount: 500,
    currency: 'usd',
    payment_method: 'pm_card_visa',
    confirm: true,
    automatic_payment_methods: { enabled: true, allow_redirects: 'never' },
  });
  await client.refunds.create({ payment_intent: intent.id });
  const refund = await until(() => shop.stripe.deliveries.find((each) => typeOf(each).startsWith('refund.')));
  expect(await shop.stripe.deliver(refund)).toBe(200);
  expect(await shop.database.sql`select type from stripe_events where type like 'refund.%'`).toEqual([]);
});

const typeOf = ({ body }: Delivery): string => JSON.parse(body).type;

/** The same event under another id. */
function anew({ body }: Delivery): Delivery {
  const event = { ...JSON.parse(body), id: `evt_${crypto.randomUUID()}` };
  const again = JSON.stringify(event);
  const at = Math.floor(Date.now() / 1_000);
  const signature = createHmac('sha256', WEBHOOK_SECRET).update(`${at}.${again}`).digest('hex');
  return { body: again, signature: `t=${at},v1=${signature}` };
}
