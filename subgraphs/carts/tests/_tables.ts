import { GUEST, type Viewer } from '@souk/subgraph-kit';
import { aMember } from '@souk/subgraph-kit/testing';
import { expect } from 'vitest';
import type { TestCarts } from './_carts.js';
import { ADMIN } from './_operations.js';

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
