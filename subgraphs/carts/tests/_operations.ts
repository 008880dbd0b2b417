import type { Viewer } from '@souk/subgraph-kit';
import type { TestCarts } from './_carts.js';

const MONEY = '{ minorUnits currency }';

export const CART = `
  id version currency couponCodes updatedAt
  lines { id quantity variant { id } unitPrice ${MONEY} subtotal ${MONEY} discount ${MONEY}
    warnings { code availableQuantity previousPrice { minorUnits } currentPrice { minorUnits } } }
  totals { subtotal ${MONEY} discount ${MONEY} shipping ${MONEY} tax ${MONEY} total ${MONEY} }
  shippingAddress { id recipient city country isDefault }
  shippingOptions { id name price ${MONEY} minDays maxDays }
  shippingOption { id }
  buyer { id }`;

const PAYLOAD = `{
  cart { ${CART} }
  warnings { code variantId message }
  userErrors { __typename code message path
    ... on CartVersionStaleError { currentVersion }
    ... on VariantUnavailableError { variantId }
    ... on PriceUnavailableError { variantId currency } } }`;

/** All cart mutations, by name, with the type of their input. */
const INPUT_TYPES = {
  cartCreate: 'CartCreateInput',
  cartLinesAdd: 'CartLinesAddInput',
  cartLinesUpdate: 'CartLinesUpdateInput',
  cartLinesRemove: 'CartLinesRemoveInput',
  cartClear: 'CartClearInput',
  cartCouponApply: 'CartCouponApplyInput',
  cartCouponRemove: 'CartCouponRemoveInput',
  cartShippingAddressSet: 'CartShippingAddressSetInput',
  cartShippingOptionSelect: 'CartShippingOptionSelectInput',
  cartClaim: 'CartClaimInput',
} as const;

export type CartMutation = keyof typeof INPUT_TYPES;

export function mutationText(name: CartMutation): string {
  return `mutation ($input: ${INPUT_TYPES[name]}!) { ${name}(input: $input) ${PAYLOAD} }`;
}

/** Runs a cart mutation. @returns its payload @throws with the errors, when there were any */
export async function mutate(carts: TestCarts, name: CartMutation, input: object, viewer?: Viewer) {
  const { data, errors } = await carts.ask(mutationText(name), { input }, viewer);
  if (errors) throw new Error(JSON.stringify(errors));
  return data[name];
}

/** A new cart with these lines. @returns the cart as the payload has it */
export async function aCart(
  carts: TestCarts,
  lines: readonly { variantId: string; quantity: number }[] = [],
  { viewer, currency = 'USD' }: { viewer?: Viewer; currency?: string } = {},
) {
  const { cart, userErrors } = await mutate(carts, 'cartCreate', { currency, lines }, viewer);
  if (userErrors.length > 0) throw new Error(JSON.stringify(userErrors));
  return cart;
}

/** @returns the cart, or null */
export async function readCart(carts: TestCarts, id: string, viewer?: Viewer) {
  const { data, errors } = await carts.ask(`query ($id: ID!) { cart(id: $id) { ${CART} } }`, { id }, viewer);
  if (errors) throw new Error(JSON.stringify(errors));
  return data.cart;
}
