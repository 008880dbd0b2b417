import type { Viewer } from '@souk/subgraph-kit';
import { aMember } from '@souk/subgraph-kit/testing';
import type { TestCarts } from './_carts.js';

const MONEY = '{ minorUnits currency }';

export const CART = `
  id version currency couponCodes updatedAt couponProblems { couponCode code }
  discounts { promotion { id code } amount ${MONEY} shipping ${MONEY} lines { lineId amount ${MONEY} } }
  lines { id quantity variant { id } unitPrice ${MONEY} subtotal ${MONEY} discount ${MONEY} tax ${MONEY} includedTax ${MONEY}
    warnings { code availableQuantity previousPrice { minorUnits } currentPrice { minorUnits } } }
  totals { subtotal ${MONEY} discount ${MONEY} shipping ${MONEY} tax ${MONEY} total ${MONEY} }
  pricesIncludeTax taxes { rateBasisPoints net ${MONEY} tax ${MONEY} }
  shippingAddress { id recipient city country isDefault }
  shippingOptions { optionId name price ${MONEY} minDays maxDays earliestDelivery latestDelivery }
  shippingOption { optionId }
  buyer { id }`;

const PAYLOAD = `{
  cart { ${CART} }
  warnings { code variantId message }
  userErrors { __typename code message path
    ... on CartVersionStaleError { currentVersion }
    ... on VariantUnavailableError { variantId }
    ... on PriceUnavailableError { variantId currency }
    ... on CouponMinimumSpendError { minimumSpend ${MONEY} missing ${MONEY} } } }`;

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

const PROMOTION = `{ id name code kind percentOff amountOff ${MONEY} minimumSpend ${MONEY} productIds categoryIds usedCount
  buyXGetY { buyQuantity getQuantity percentOff productIds categoryIds }
  usageLimit usageLimitPerCustomer isStackable priority startsAt endsAt archivedAt }`;
export const ADMIN = aMember({ roles: ['ADMIN'] });

const PROMOTION_INPUT_TYPES = {
  promotionCreate: 'PromotionCreateInput',
  promotionUpdate: 'PromotionUpdateInput',
  promotionArchive: 'PromotionArchiveInput',
} as const;

export function promotionMutationText(name: keyof typeof PROMOTION_INPUT_TYPES): string {
  return `mutation ($input: ${PROMOTION_INPUT_TYPES[name]}!) {
    ${name}(input: $input) { promotion ${PROMOTION} userErrors { code message path } } }`;
}

let codes = 0;

/** A coupon of 10 %, unless the input says otherwise; `code: null` applies by itself. @returns the promotion */
export async function aPromotion(carts: TestCarts, facts: object = {}) {
  codes += 1;
  const isOther = ['amountOff', 'freeShipping', 'buyXGetY'].some((effect) => effect in facts);
  const input = { code: `SAVE-${codes}`, ...(isOther ? {} : { percentOff: 10 }), ...facts };
  const { data, errors } = await carts.ask(promotionMutationText('promotionCreate'), { input }, ADMIN);
  if (errors) throw new Error(JSON.stringify(errors));
  return data.promotionCreate.promotion;
}

export function applyCoupon(carts: TestCarts, cartId: string, code: string, viewer?: Viewer) {
  return mutate(carts, 'cartCouponApply', { cartId, code }, viewer);
}
