import { type Currency, RefusedError } from '@souk/subgraph-kit';

/** Every user-error code of this subgraph. Once published, a code keeps its meaning. */
export const ORDER_ERROR_CODES = [
  'CART_NOT_FOUND',
  'CART_EMPTY',
  'CART_VERSION_STALE',
  'CART_ALREADY_ORDERED',
  'PRICE_CHANGED',
  'TOTAL_CHANGED',
  'VARIANT_UNAVAILABLE',
  'SHIPPING_OPTION_UNKNOWN',
  'SHIPPING_NOT_AVAILABLE',
  'OUT_OF_STOCK',
  'PAYMENT_DECLINED',
  'ORDER_NOT_CANCELLABLE',
  'ORDER_NOT_FULFILLABLE',
  'QUANTITY_EXCEEDED',
  'NOT_DELIVERED',
  'RETURN_WINDOW_CLOSED',
  'RETURN_STATUS_CONFLICT',
  'NOTHING_RECEIVED',
  'NOTHING_TO_REFUND',
  'REFUND_EXCEEDED',
  'AMOUNT_NOT_CHARGEABLE',
  'NOTHING_OUTSTANDING',
] as const;
export type OrderErrorCode = (typeof ORDER_ERROR_CODES)[number];

/** Whoever came first with the key is still at work, or died of it: whoever asks later gets the answer, or goes on. */
export class PlacementInProgressError extends RefusedError {
  override readonly name = 'PlacementInProgressError';
  constructor() {
    super('The first call with this idempotencyKey is still at work; ask again with the same key', {
      code: 'IDEMPOTENCY_KEY_IN_PROGRESS',
      ref: 'IDEM_002',
    });
  }
}

/** Why no order was made; kept with the idempotency key, so that a repetition gets the same answer. */
export type PlacementRefusal =
  | { readonly kind: 'checkout'; readonly refusal: CartRefusal }
  | { readonly kind: 'total-changed'; readonly quote: Quote }
  | { readonly kind: 'out-of-stock'; readonly lines: readonly ShortLine[] };

/** What is wrong with the cart. */
export interface CartRefusal {
  readonly code: OrderErrorCode;
  readonly message: string;
  /** of the cart; null when it does not matter */
  readonly currentVersion: number | null;
  /** the variants it is about; empty when it is about the cart */
  readonly variantIds: readonly string[];
}

/** What is to be paid, as carts says now. Minor units of `currency`. */
export interface Quote {
  readonly currency: Currency;
  readonly subtotalMinor: number;
  readonly discountMinor: number;
  readonly shippingMinor: number;
  readonly taxMinor: number;
  readonly totalMinor: number;
}

export interface ShortLine {
  readonly variantId: string;
  /** pieces that could be had, ≥ 0 */
  readonly available: number;
}

/** Something that an order, as it is, does not allow. */
export interface OrderObjection {
  readonly code: OrderErrorCode;
  readonly message: string;
  readonly path: string[] | null;
}
