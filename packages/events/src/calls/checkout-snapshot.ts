import { z } from 'zod';
import { addressShape, currency, minorUnits, totalsShape } from '../shapes.js';

/** Orders asks carts, at `POST /service/checkout-snapshot`: what exactly is to be paid for this cart, now. */
export const checkoutSnapshotRequest = z.object({
  /** the order that the cart is to become: redemptions of promotions are claimed for it */
  orderId: z.uuid(),
  cartId: z.uuid(),
  /** a member may check out only his own cart; a guest's cart id is its key */
  userId: z.uuid().nullable(),
  /** tells guests apart for limits per customer without naming them: SHA-256 of the e-mail address, hex; null for a member */
  guestKey: z.string().max(100).nullable(),
  expectedVersion: z.int().nonnegative(),
  shippingAddress: addressShape,
  /** null: the option chosen in the cart, else the cheapest */
  shippingOptionId: z.string().nullable(),
});
export type CheckoutSnapshotRequest = z.infer<typeof checkoutSnapshotRequest>;

export const checkoutLine = z.object({
  variantId: z.uuid(),
  productId: z.uuid(),
  sellerId: z.uuid(),
  sku: z.string(),
  name: z.string(),
  quantity: z.int().positive(),
  unitPriceMinor: minorUnits,
  subtotalMinor: minorUnits,
  discountMinor: minorUnits,
  /** added to the line; 0 where prices include tax */
  taxMinor: minorUnits,
  /** contained in the line's price; 0 where tax is added */
  includedTaxMinor: minorUnits.optional(),
  /** hundredths of a percent */
  taxRateBasisPoints: z.int().nonnegative().optional(),
  weightGrams: z.int().nonnegative(),
});
export type CheckoutLine = z.infer<typeof checkoutLine>;

export const checkoutSnapshot = z.object({
  cartId: z.uuid(),
  cartVersion: z.int().nonnegative(),
  currency,
  lines: z.array(checkoutLine).min(1),
  /** total = subtotal − discount + shipping + tax; the tax is that of the lines and of shipping */
  totals: totalsShape,
  /** true: prices are gross, and the tax in them is in the fields `includedTaxMinor` */
  pricesIncludeTax: z.boolean().optional(),
  shippingTax: z
    .object({
      taxMinor: minorUnits,
      includedTaxMinor: minorUnits,
      /** hundredths of a percent */
      rateBasisPoints: z.int().nonnegative(),
    })
    .optional(),
  couponCodes: z.array(z.string()),
  shippingOption: z.object({
    id: z.string(),
    name: z.string(),
    /** working days from payment to the door */
    minDays: z.int().nonnegative(),
    maxDays: z.int().nonnegative(),
    /** the day it arrives if it is paid now, at worst; weekends and holidays at the address do not count */
    latestDeliveryOn: z.iso.date().optional(),
  }),
  /** the order must not be written later: redemptions that it claimed may be another's by then */
  claimsHeldUntil: z.iso.datetime().optional(),
});
export type CheckoutSnapshot = z.infer<typeof checkoutSnapshot>;

/** Why a cart can't be checked out; each is something the shopper can mend. */
export const checkoutRefusal = z.object({
  code: z.enum([
    'CART_NOT_FOUND',
    'CART_EMPTY',
    'CART_VERSION_STALE',
    'PRICE_CHANGED',
    'VARIANT_UNAVAILABLE',
    'SHIPPING_OPTION_UNKNOWN',
    'SHIPPING_NOT_AVAILABLE',
  ]),
  message: z.string(),
  currentVersion: z.int().nullable(),
  /** the variants it is about; empty when it is about the cart */
  variantIds: z.array(z.uuid()),
});
export type CheckoutRefusal = z.infer<typeof checkoutRefusal>;

export const checkoutSnapshotResponse = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('snapshot'), snapshot: checkoutSnapshot }),
  z.object({ kind: z.literal('refused'), refusal: checkoutRefusal }),
]);
export type CheckoutSnapshotResponse = z.infer<typeof checkoutSnapshotResponse>;
