/** Stripe's events at a steady rate: how long until each is acknowledged, that is, safely written? */
import { createHmac } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import postgres from 'postgres';
import { percentile } from '../../percentile.mjs';
import { saveResults, table } from '../../results.mjs';
import { aHotItem, post, startShop } from '../hot-item/shop.mjs';

const HELP = `Posts signed events of real payments to orders at a steady rate, each due at its own time whatever became of the one before.

Usage: node --import tsx bench/checkout/webhooks/run.mjs [options]

  --rate N      events a second          (100)
  --seconds N   how long                 (60)
  --orders N    that the events tell of  (200)
  --check       5 seconds, 20 orders; writes no results
  --help        this text

Fails when an event is not acknowledged, when an order is not paid in the end, or when p99 is above 200 ms.
`;

const LIMIT_MS = 200;
const PAID_WITHIN_MS = 30_000;
const ADDRESS = { recipient: 'Ada', line1: '12 Canal Street', city: 'Rotterdam', postalCode: '3011 AA', country: 'NL' };
const CART = 'mutation ($input: CartCreateInput!) { cartCreate(input: $input) { cart { id version } } }';
const ORDER = `mutation ($input: OrderPlaceInput!) {
  orderPlace(input: $input) { order { id } payment { intentId clientSecret } userErrors { code } } }`;
const STATUS = 'query ($id: ID!) { order(id: $id) { paymentStatus } }';

const number = { type: 'string' };
const flag = { type: 'boolean', default: false };
const { values } = parseArgs({ options: { rate: number, seconds: number, orders: number, check: flag, help: flag } });
if (values.help) process.stdout.write(HELP);
else await run();

async function run() {
  const rate = Number(values.rate ?? 100);
  const seconds = Number(values.seconds ?? (values.check ? 5 : 60));
  const count = Number(values.orders ?? (values.check ? 20 : 200));
  const shop = await startShop();
  try {
    const events = await payWithoutWebhooks(shop, count);
    const took = await postAtRate(shop, events, { rate, seconds });
    await requirePaid(shop, events);
    const sorted = (values) => values.toSorted((a, b) => a - b);
    report({ rate, seconds, orders: count }, { took: sorted(took), waited: sorted(await untilActedOn(shop, events)) });
  } finally {
    await shop[Symbol.asyncDispose]();
  }
}

/** @returns the events that Stripe would have sent of so many payments */
async function payWithoutWebhooks(shop, count) {
  const { simulator } = shop;
  simulator.control.stopWebhooks();
  const variantId = await aHotItem(shop, count);
  for (let paid = 0; paid < count; paid += 10) {
    await Promise.all(Array.from({ length: Math.min(10, count - paid) }, () => payInBrowser(shop, variantId)));
  }
  return simulator.events();
}

async function payInBrowser(shop, variantId) {
  const { cart } = (await ask(shop, CART, { currency: 'USD', lines: [{ variantId, quantity: 1 }] })).cartCreate;
  const { order, payment, userErrors } = (
    await ask(shop, ORDER, {
      cartId: cart.id,
      expectedCartVersion: cart.version,
      idempotencyKey: cart.id,
      email: 'ada@example.org',
      shippingAddress: ADDRESS,
      paymentMethod: null,
    })
  ).orderPlace;
  if (!order || !payment) throw new Error(`There is no order: ${JSON.stringify(userErrors)}`);
  const { url, publishableKey } = shop.simulator;
  const response = await fetch(`${url}/v1/payment_intents/${payment.intentId}/confirm`, {
    method: 'POST',
    headers: { authorization: `Bearer ${publishableKey}` },
    body: new URLSearchParams({
      client_secret: payment.clientSecret,
      payment_method: 'pm_card_visa',
      return_url: 'http://127.0.0.1/done',
    }),
  });
  if (!response.ok) throw new Error(`Stripe's stand-in answered ${response.status}`);
}

async function ask(shop, query, input) {
  const answer = await post(`${shop.routerUrl}/graphql`, {}, JSON.stringify({ query, variables: { input } }));
  if (answer.errors) throw new Error(JSON.stringify(answer.errors).slice(0, 300));
  return answer.data;
}

/** Open loop. The events come again with new ids when there are not enough of them. @returns milliseconds from due to acknowledged */
async function postAtRate(shop, events, { rate, seconds }) {
  const url = `${shop.subgraphs.orders.url}/webhooks/stripe`;
  const startedAt = performance.now();
  const posting = [];
  for (let sent = 0; sent < rate * seconds; sent += 1) {
    const dueAt = startedAt + (sent * 1_000) / rate;
    if (dueAt > performance.now()) await delay(dueAt - performance.now());
    const event = events[sent % events.length];
    const round = Math.floor(sent / events.length);
    posting.push(acknowledge(url, shop.keys, { ...event, id: round === 0 ? event.id : `${event.id}_${round}` }, dueAt));
  }
  return Promise.all(posting);
}

async function acknowledge(url, { STRIPE_WEBHOOK_SECRET }, event, dueAt) {
  const body = JSON.stringify(event);
  const at = Math.floor(Date.now() / 1_000);
  const signature = createHmac('sha256', STRIPE_WEBHOOK_SECRET).update(`${at}.${body}`).digest('hex');
  const headers = { 'content-type': 'application/json', 'stripe-signature': `t=${at},v1=${signature}` };
  const response = await fetch(url, { method: 'POST', headers, body });
  await response.arrayBuffer();
  if (response.status !== 200) throw new Error(`${event.type} was answered with ${response.status}`);
  return performance.now() - dueAt;
}

async function requirePaid(shop, events) {
  const orderIds = new Set(events.map(({ data }) => data.object.metadata?.orderId).filter(Boolean));
  const deadline = performance.now() + PAID_WITHIN_MS;
  for (const id of orderIds) {
    const body = JSON.stringify({ query: STATUS, variables: { id } });
    for (;;) {
      const { data } = await post(`${shop.routerUrl}/graphql`, {}, body);
      if (data.order?.paymentStatus === 'PAID') break;
      if (performance.now() > deadline) throw new Error(`Order ${id} is ${data.order?.paymentStatus}`);
      await delay(100);
    }
  }
}

/** @returns of each payment the milliseconds from when its event was taken in until the order was paid */
async function untilActedOn(shop, events) {
  const succeeded = events
    .filter(({ type }) => type === 'payment_intent.succeeded')
    .map(({ data, id }) => ({ id, intentId: data.object.id }));
  const sql = postgres(shop.databases.orders, { max: 1, onnotice: () => {} });
  const rows = await sql`
    select extract(epoch from paid_at - received_at)::float * 1000 as ms
    from jsonb_to_recordset(${sql.json(succeeded)}) as told(id text, "intentId" text)
    join stripe_events using (id) join payments on intent_id = told."intentId"`;
  await sql.end();
  return rows.map(({ ms }) => ms);
}

function report(facts, { took, waited }) {
  const round = (value) => Math.round(value * 10) / 10;
  const figures = {
    events: took.length,
    p50Ms: round(percentile(took, 50)),
    p99Ms: round(percentile(took, 99)),
    greatestMs: round(took.at(-1)),
    actedOnP50Ms: round(percentile(waited, 50)),
    actedOnP99Ms: round(percentile(waited, 99)),
  };
  process.stdout.write(`${JSON.stringify(figures)}\n`);
  if (!values.check) {
    saveResults({
      name: 'webhooks',
      title: `Stripe's events at ${facts.rate} a second`,
      facts,
      results: { figures },
      text: table(Object.keys(figures), [Object.values(figures)]).join('\n'),
    });
  }
  if (figures.p99Ms > LIMIT_MS) throw new Error(`p99 is ${figures.p99Ms} ms, ${LIMIT_MS} at most`);
}
