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

interface Money {
  readonly minorUnits: number;
  readonly currency: string;
}

const { variant } = aVariant({ pieces: 20 });

/** An admin's change. @returns the id of the tax zone, if it is one */
async function change(name: string, input: object, fields = ''): Promise<string | undefined> {
  const inputType = `${required(name[0]).toUpperCase()}${name.slice(1)}Input`;
  const text = `mutation ($input: ${inputType}!) { ${name}(input: $input) { ${fields} userErrors { code } } }`;
  const { data, errors } = await souk.ask<
    Record<string, { taxZone?: { id: string } | null; userErrors: object[] }>,
    unknown
  >(text, { input }, admin);
  expect(errors).toBeUndefined();
  expect(data[name]?.userErrors).toEqual([]);
  return data[name]?.taxZone?.id;
}

/** A cart with an address, as a shopper last saw it. */
async function aSeenCart() {
  const { id: cartId } = await souk.cartOf([{ variantId: variant.id, quantity: 1 }]);
  const { data } = await souk.ask(SetShippingAddressDocument, { input: { cartId, address: anAddress } });
  const { version, totals } = required(data.cartShippingAddressSet.cart);
  const { minorUnits, currency } = totals.total;
  return { cartId, expectedCartVersion: version, seen: { minorUnits, currency } };
}

async function place({ seen, ...cart }: Awaited<ReturnType<typeof aSeenCart>>, expectedTotal: Money) {
  const { data } = await souk.placeOrder({ ...cart, expectedTotal });
  return data.orderPlace;
}

/** That the total which the shopper saw is refused, and the one that he is told of is not. @returns the order's id */
async function expectRefusedOnce(cart: Awaited<ReturnType<typeof aSeenCart>>): Promise<string> {
  const refused = await place(cart, cart.seen);
  expect(refused.order).toBeNull();
  const [refusal] = refused.userErrors;
  if (refusal?.__typename !== 'TotalChangedError') throw new Error(`Expected TotalChangedError, got ${refusal?.code}`);
  const { minorUnits, currency } = refusal.totals.total;
  expect(minorUnits).toBeGreaterThan(cart.seen.minorUnits);
  const { order } = await place(cart, { minorUnits, currency });
  expect(order).toMatchObject({ paymentStatus: 'PAID', totals: { total: { minorUnits } } });
  return required(order).id;
}

it('a tax that rises between look and payment is not paid unseen, and an order keeps the tax it was placed with', async () => {
  const place = { country: 'NL', postalPrefix: '3011', pricesIncludeTax: false, isShippingTaxed: false };
  const taxZoneId = await change('taxZoneCreate', place, 'taxZone { id }');
  const setRate = (rateBasisPoints: number) =>
    change('taxZoneRateSet', { taxZoneId, taxClass: 'STANDARD', rateBasisPoints });
  await setRate(500);
  const cart = await aSeenCart();
  await setRate(1000);
  const id = await expectRefusedOnce(cart);
  const taxOf = async () => {
    const query = 'query ($id: ID!) { order(id: $id) { totals { tax { minorUnits } } } }';
    const { data } = await souk.ask<{ order: { totals: { tax: Money } } }, unknown>(query, { id });
    return data.order.totals.tax.minorUnits;
  };
  const tax = await taxOf();
  expect(tax).toBeGreaterThan(0);
  await setRate(2000);
  await change('taxZoneUpdate', { taxZoneId, pricesIncludeTax: true });
  expect(await taxOf()).toBe(tax);
  await change('taxZoneClose', { taxZoneId });
});

it('shipping that becomes dearer between look and payment is not paid unseen, nor when its service is removed', async () => {
  const zone = { shippingZoneId: 'domestic' };
  const dollars = (priceMinorUnits: number) => [
    { currency: 'USD', bands: [{ upToGrams: 1_000_000, priceMinorUnits }] },
  ];
  const economy = { ...zone, optionId: 'economy', name: 'Economy', minDays: 4, maxDays: 7 };
  await change('shippingServiceSet', { ...economy, prices: dollars(1) });
  const cart = await aSeenCart();
  await change('shippingServiceSet', { ...economy, prices: dollars(2) });
  await expectRefusedOnce(cart);
  const another = await aSeenCart();
  await change('shippingServiceRemove', { ...zone, optionId: 'economy' });
  await expectRefusedOnce(another);
});
