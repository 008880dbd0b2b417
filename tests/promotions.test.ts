import { newId } from '@souk/subgraph-kit';
import { until } from '@souk/subgraph-kit/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { SetShippingAddressDocument } from '../schema/generated/storefront/graphql.js';
import { anAddress, aVariant, required, type Souk, startSouk } from './_souk.js';

let souk: Souk;
let admin: string;
beforeAll(async () => {
  souk = await startSouk();
  admin = await souk.logIn('ADMIN');
});
afterAll(() => souk?.[Symbol.asyncDispose]());

interface Version {
  readonly id: string;
  readonly version: number;
}

const CREATE = 'mutation ($input: PromotionCreateInput!) { promotionCreate(input: $input) { promotion { id } } }';
const APPLY = `mutation ($input: CartCouponApplyInput!) { cartCouponApply(input: $input) {
  cart { id version } userErrors { code } } }`;
const CANCEL = 'mutation ($input: OrderCancelInput!) { orderCancel(input: $input) { order { status } } }';
const USED = 'query { promotions(first: 1) { nodes { id usedCount } } }';
const DISCOUNT = 'query ($id: ID!) { order(id: $id) { totals { discount { minorUnits } } } }';

const { variant } = aVariant({ pieces: 20 });
const price = required(variant.prices.find(({ currency }) => currency === 'USD')).minorUnits;

async function usedCount(): Promise<number | undefined> {
  const { data } = await souk.ask<{ promotions: { nodes: { usedCount: number }[] } }, unknown>(USED, {}, admin);
  return data.promotions.nodes[0]?.usedCount;
}

async function aCartWith(code: string): Promise<Version> {
  const { id: cartId } = await souk.cartOf([{ variantId: variant.id, quantity: 1 }]);
  const { data } = await souk.ask<{ cartCouponApply: { cart: Version; userErrors: object[] } }, unknown>(APPLY, {
    input: { cartId, code },
  });
  expect(data.cartCouponApply.userErrors).toEqual([]);
  return data.cartCouponApply.cart;
}

it('a coupon for one order is given to one of many who pay at once, and again when that order is cancelled', async () => {
  const code = 'ONLY-ONE';
  await souk.ask(CREATE, { input: { code, percentOff: 50, usageLimit: 1 } }, admin);
  const [late, ...carts] = await Promise.all(Array.from({ length: 6 }, () => aCartWith(code)));
  const place = ({ id, version }: Version) => souk.placeOrderPatiently({ cartId: id, expectedCartVersion: version });
  const answers = await Promise.all(carts.map(place));
  const [order, ...more] = answers.flatMap((answer) => answer.order ?? []);
  expect(more).toEqual([]);
  const refusals = answers.flatMap(({ userErrors }) => userErrors.map((error) => error.code));
  expect(refusals).toEqual(Array.from({ length: 4 }, () => 'CART_VERSION_STALE'));
  const { data } = await souk.ask<{ order: { totals: { discount: { minorUnits: number } } } }, unknown>(DISCOUNT, {
    id: required(order).id,
  });
  expect(data.order.totals.discount.minorUnits).toBe(Math.round(price / 2));
  expect(await usedCount()).toBe(1);
  await souk.ask(CANCEL, { input: { orderId: required(order).id, idempotencyKey: newId() } });
  await until(async () => (await usedCount()) === 0, { what: 'the redemption to be given back' });
  expect((await place(required(late))).order?.paymentStatus).toBe('PAID');
  expect(await usedCount()).toBe(1);
});

it('a promotion that ends between look and payment is not paid for unseen', async () => {
  const create = 'mutation ($input: PromotionCreateInput!) { promotionCreate(input: $input) { promotion { id } } }';
  const archive = `mutation ($input: PromotionArchiveInput!) { promotionArchive(input: $input) { userErrors { code } } }`;
  const created = await souk.ask<{ promotionCreate: { promotion: { id: string } } }, unknown>(
    create,
    { input: { name: 'Today only', percentOff: 20 } },
    admin,
  );
  const { id: cartId } = await souk.cartOf([{ variantId: variant.id, quantity: 1 }]);
  const { data } = await souk.ask(SetShippingAddressDocument, { input: { cartId, address: anAddress } });
  const { version: expectedCartVersion, totals } = required(data.cartShippingAddressSet.cart);
  const { minorUnits, currency } = totals.total;
  await souk.ask(archive, { input: { promotionId: created.data.promotionCreate.promotion.id } }, admin);
  const place = (expectedTotal: { minorUnits: number; currency: string }) =>
    souk.placeOrder({ cartId, expectedCartVersion, expectedTotal }).then((answer) => answer.data.orderPlace);
  const [refusal] = (await place({ minorUnits, currency })).userErrors;
  if (refusal?.__typename !== 'TotalChangedError') throw new Error(`Expected TotalChangedError, got ${refusal?.code}`);
  expect(refusal.totals.total.minorUnits).toBeGreaterThan(minorUnits);
  const { order } = await place({ minorUnits: refusal.totals.total.minorUnits, currency });
  expect(order).toMatchObject({ paymentStatus: 'PAID', totals: refusal.totals });
});
