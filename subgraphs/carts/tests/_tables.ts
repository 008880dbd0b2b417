import { GUEST, newId, type Viewer } from '@souk/subgraph-kit';
import { aMember } from '@souk/subgraph-kit/testing';
import { expect } from 'vitest';
import { BERLIN, type TestCarts } from './_carts.js';
import { ADMIN, aCart, mutate, readCart } from './_operations.js';

export const TAX_ZONE = `{ id country region regionName postalPrefix pricesIncludeTax isShippingTaxed
  rates { taxClass rateBasisPoints validFrom validUntil } }`;

const MONEY = '{ minorUnits currency }';
export const SHIPPING_ZONE = `{ id name takesTheRest places { country region regionName }
  services { optionId name minDays maxDays prices { currency freeFrom ${MONEY} bands { upToGrams price ${MONEY} } } } }`;

const PAYLOADS = { taxZone: TAX_ZONE, shippingZone: SHIPPING_ZONE };

/** All mutations of the tables that merchants keep, with what their payload is about. */
const CHANGES = {
  taxZoneCreate: 'taxZone',
  taxZoneUpdate: 'taxZone',
  taxZoneRateSet: 'taxZone',
  taxZoneRateWithdraw: 'taxZone',
  taxZoneClose: 'taxZone',
  shippingZoneCreate: 'shippingZone',
  shippingZoneUpdate: 'shippingZone',
  shippingZoneDelete: 'shippingZone',
  shippingServiceSet: 'shippingZone',
  shippingServiceRemove: 'shippingZone',
} as const;

export type Change = keyof typeof CHANGES;

export function changeText(name: Change): string {
  const inputType = `${name[0]?.toUpperCase()}${name.slice(1)}Input`;
  const field = CHANGES[name];
  return `mutation ($input: ${inputType}!) { ${name}(input: $input) {
    ${field} ${PAYLOADS[field]} userErrors { code message path } } }`;
}

/** An admin's change. @returns its payload @throws with the errors, when there were any */
export async function change(carts: TestCarts, name: Change, input: object) {
  const { data, errors } = await carts.ask(changeText(name), { input }, ADMIN);
  if (errors) throw new Error(JSON.stringify(errors));
  return data[name];
}

export function codesOf({ userErrors }: { userErrors: { code: string }[] }): string[] {
  return userErrors.map(({ code }) => code);
}

/** That guests, members and sellers are refused. */
export async function expectAdminsOnly(carts: TestCarts, query: string, variables: Record<string, unknown>) {
  const refusal = async (viewer: Viewer) => {
    const { errors } = await carts.ask(query, variables, viewer);
    return errors?.[0]?.extensions.code;
  };
  expect(await refusal(GUEST), query).toBe('UNAUTHENTICATED');
  expect(await refusal(aMember()), query).toBe('FORBIDDEN');
  expect(await refusal(aMember({ roles: ['MEMBER', 'SELLER'] })), query).toBe('FORBIDDEN');
}

let prefixes = 100;

/** Nobody else's, in the Netherlands. */
export function aTaxPlace() {
  prefixes += 1;
  return { country: 'NL', postalPrefix: String(prefixes) };
}

/** One to whose prices tax is added, unless the input says otherwise. @returns the zone */
export async function aTaxZone(carts: TestCarts, facts: object = {}) {
  const input = { ...aTaxPlace(), pricesIncludeTax: false, isShippingTaxed: false, ...facts };
  return (await change(carts, 'taxZoneCreate', input)).taxZone;
}

/** The standard rate, from now on, unless the input says otherwise. @returns the payload */
export function setTaxRate(carts: TestCarts, taxZoneId: string, facts: object) {
  return change(carts, 'taxZoneRateSet', { taxZoneId, taxClass: 'STANDARD', ...facts });
}

export function aRate(rateBasisPoints: number, validFrom: string, validUntil: string | null, taxClass = 'STANDARD') {
  return { taxClass, rateBasisPoints, validFrom, validUntil };
}

/** @returns the zone */
export async function aShippingZone(carts: TestCarts, facts: object = {}) {
  return (await change(carts, 'shippingZoneCreate', { name: `Zone ${newId()}`, ...facts })).shippingZone;
}

export const usd = (minorUnits: number) => ({ minorUnits, currency: 'USD' });
export const aBand = (upToGrams: number, priceMinorUnits: number) => ({ upToGrams, priceMinorUnits });
export const dollars = (bands: object[], facts: object = {}) => ({ currency: 'USD', bands, ...facts });

/** The input of a standard service for 5 dollars, up to 5 kg. */
export function aService(shippingZoneId: string, facts: object = {}) {
  const prices = [dollars([aBand(5000, 500)])];
  return { shippingZoneId, optionId: 'standard', name: 'By bicycle', minDays: 1, maxDays: 3, prices, ...facts };
}

/** A cart of one lamp of 900 g for 1999, sent to an address. @returns its id */
export async function aCartSentTo(carts: TestCarts, address: object, variant: object = {}): Promise<string> {
  const variantId = await carts.stock(variant);
  const { id } = await aCart(carts, [{ variantId, quantity: 1 }]);
  await mutate(carts, 'cartShippingAddressSet', { cartId: id, address: { ...BERLIN, ...address } });
  return id;
}

/** What a cart is offered. @returns each option's id and price, in minor units */
export async function optionsOf(carts: TestCarts, cartId: string): Promise<[string, number][]> {
  const { shippingOptions } = await readCart(carts, cartId);
  return shippingOptions.map((option: { optionId: string; price: { minorUnits: number } }) => [
    option.optionId,
    option.price.minorUnits,
  ]);
}
