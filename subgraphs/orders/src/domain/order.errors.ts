import { checkoutRefusal } from '@souk/events';
import { z } from 'zod';

/** Every user-error code of this subgraph. Once published, a code keeps its meaning. */
export const ORDER_ERROR_CODES = [
  'CART_NOT_FOUND',
  'CART_EMPTY',
  'CART_VERSION_STALE',
  'CART_ALREADY_ORDERED',
  'PRICE_CHANGED',
  'VARIANT_UNAVAILABLE',
  'SHIPPING_OPTION_UNKNOWN',
  'SHIPPING_NOT_AVAILABLE',
  'OUT_OF_STOCK',
  'PAYMENT_DECLINED',
  'ORDER_NOT_CANCELLABLE',
  'ORDER_NOT_FULFILLABLE',
  'QUANTITY_EXCEEDED',
] as const;
export type OrderErrorCode = (typeof ORDER_ERROR_CODES)[number];

/** Why no order was made; kept with the idempotency key, so that a repetition gets the same answer. */
export const placementRefusal = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('checkout'),
    refusal: checkoutRefusal.extend({ code: z.enum([...checkoutRefusal.shape.code.options, 'CART_ALREADY_ORDERED']) }),
  }),
  z.object({
    kind: z.literal('out-of-stock'),
    /** each short variant, with how many could be had */
    lines: z.array(z.object({ variantId: z.string(), available: z.int().nonnegative() })),
  }),
]);
export type PlacementRefusal = z.infer<typeof placementRefusal>;

/** Something that an order, as it is, does not allow. */
export interface OrderObjection {
  readonly code: OrderErrorCode;
  readonly message: string;
  readonly path: string[] | null;
}
