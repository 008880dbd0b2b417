import { newId } from '@souk/subgraph-kit';
import { until } from '@souk/subgraph-kit/testing';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  PartnerApproveReturnDocument,
  PartnerDeliverShipmentDocument,
  PartnerFulfilOrderDocument,
  PartnerReceiveReturnDocument,
  PartnerRefundReturnDocument,
} from '../schema/generated/partners/graphql.js';
import { OrderPapersDocument, RequestReturnDocument } from '../schema/generated/storefront/graphql.js';
import { aVariant, required, type Souk, startSouk, world } from './_souk.js';

let souk: Souk;
let admin: string;

beforeAll(async () => {
  souk = await startSouk({ overrides: { carts: { CART_ABANDONED_HOURS: '0.0000001' } } });
  admin = await souk.logIn('ADMIN');
});
afterAll(() => souk?.[Symbol.asyncDispose]());

interface Mail {
  readonly recipient: string;
  readonly subject: string;
  readonly body: string;
}

/** Oldest first. */
async function mailsTo(email: string): Promise<Mail[]> {
  const inbox = await fetch(`${souk.platform.subgraphs.users.url}/dev/inbox?format=json`);
  return ((await inbox.json()) as Mail[]).filter(({ recipient }) => recipient === email).toReversed();
}
const mailTo = (email: string, subject: string) =>
  until(async () => (await mailsTo(email)).find((mail) => mail.subject === subject), { what: `“${subject}”` });

/** @returns the payload, without user errors */
async function mutate(name: string, input: object, token: string): Promise<unknown> {
  const type = `${name[0]?.toUpperCase()}${name.slice(1)}Input`;
  const query = `mutation ($input: ${type}!) { done: ${name}(input: $input) { userErrors { code } } }`;
  const { data, errors } = await souk.ask<{ done: { userErrors: { code: string }[] } }, unknown>(
    query,
    { input },
    token,
  );
  if (errors) throw new Error(JSON.stringify(errors));
  return data.done.userErrors.map(({ code }) => code);
}

async function buy(variantId: string, quantity: number, { token, email }: { token: string; email: string }) {
  const cart = await souk.cartOf([{ variantId, quantity }], token);
  const { data } = await souk.placeOrder({ cartId: cart.id, expectedCartVersion: cart.version, email }, token);
  return required(data.orderPlace.order);
}

it('a return is written about at each step, and its money when it goes back', async () => {
  const { variant } = aVariant({ pieces: 20 });
  const buyer = await souk.register();
  const { id: orderId, number } = await buy(variant.id, 1, buyer);
  const sent = await souk.ask(
    PartnerFulfilOrderDocument,
    { input: { orderId, carrier: 'DHL', trackingNumber: '1' } },
    admin,
  );
  const shipmentId = required(sent.data.orderFulfill.order?.shipments[0]).id;
  await souk.ask(PartnerDeliverShipmentDocument, { input: { shipmentId } }, admin);
  const { data: lines } = await souk.ask<{ order: { lines: { id: string }[] } }, unknown>(
    'query ($id: ID!) { order(id: $id) { lines { id } } }',
    { id: orderId },
    buyer.token,
  );
  const lineId = required(lines.order.lines[0]).id;
  const request = { orderId, lines: [{ lineId, quantity: 1, reason: 'DAMAGED' as const }], idempotencyKey: newId() };
  const { data: asked } = await souk.ask(RequestReturnDocument, { input: request }, buyer.token);
  const returnId = required(asked.returnRequest.returns[0]).id;
  await mailTo(buyer.email, `We received your return request for order ${number}`);
  await souk.ask(PartnerApproveReturnDocument, { input: { returnId } }, admin);
  await mailTo(buyer.email, `Your return for order ${number} is approved`);
  const came = { returnId, lines: [{ lineId, restockedQuantity: 1 }], idempotencyKey: newId() };
  await souk.ask(PartnerReceiveReturnDocument, { input: came }, admin);
  await mailTo(buyer.email, `Your return for order ${number} has arrived`);
  await souk.ask(PartnerRefundReturnDocument, { input: { returnId, idempotencyKey: newId() } }, admin);
  const refund = await mailTo(buyer.email, `A refund for your order ${number}`);
  const { data: papers } = await souk.ask(OrderPapersDocument, { id: orderId }, buyer.token);
  expect(refund.body).toContain(required(papers.order?.returns[0]?.refunded).amount);
});

describe('stock that runs out', () => {
  it('is written about to the seller, and, once there is some again, to who waited and did not withdraw', async () => {
    const { variant, product, available } = aVariant({ pieces: 3, atMost: 20 });
    const [buyer, waiting, gone] = [await souk.register(), await souk.register(), await souk.register()];
    expect(await mutate('lowStockThresholdSet', { variantId: variant.id, threshold: 1 }, admin)).toEqual([]);
    await buy(variant.id, available, buyer);
    const seller = required([...world.users()].find(({ id }) => id === product.sellerId)).email;
    const low = await until(async () =>
      (await mailsTo(seller)).find(({ subject }) => subject.endsWith('is running low')),
    );
    expect(low.body).toContain(variant.sku);
    for (const { token } of [waiting, gone]) {
      const notified = () => mutate('backInStockNotify', { variantId: variant.id }, token);
      await until(async () => JSON.stringify(await notified()) === '[]', { what: 'carts to know that it is sold out' });
    }
    await mutate('backInStockWithdraw', { variantId: variant.id }, gone.token);
    const { warehouseId } = required([...world.stock()].find(({ variantId }) => variantId === variant.id));
    const delivery = { variantId: variant.id, warehouseId, delta: 5, reason: 'A delivery', idempotencyKey: newId() };
    expect(await mutate('stockAdjust', delivery, admin)).toEqual([]);
    await until(async () => (await mailsTo(waiting.email)).some(({ subject }) => subject.endsWith('is back in stock')));
    expect((await mailsTo(gone.email)).map(({ subject }) => subject)).toEqual(['Welcome to Souk']);
  });
});

it('a cart that was left alone is written about to a member who wants that, and to no other', async () => {
  const { variant } = aVariant({ pieces: 20 });
  const [wants, other] = [await souk.register(), await souk.register()];
  const preferences = [{ kind: 'CART_ABANDONED', channel: 'MAIL', isOn: true }];
  expect(await mutate('notificationPreferencesUpdate', { preferences }, wants.token)).toEqual([]);
  for (const { token } of [other, wants]) await souk.cartOf([{ variantId: variant.id, quantity: 1 }], token);
  const sql = postgres(souk.platform.databases.carts, { max: 1 });
  await sql`select graphile_worker.add_job('tell-of-abandoned-carts')`;
  await sql.end();
  await mailTo(wants.email, 'There is something in your cart');
  expect((await mailsTo(other.email)).map(({ subject }) => subject)).toEqual(['Welcome to Souk']);
});
