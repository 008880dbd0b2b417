import type { Currency } from '@souk/subgraph-kit';

export const MAX_QUANTITY = 99;
export const MAX_LINES = 200;
export const MAX_COUPONS = 10;

export interface CartAddress {
  readonly id: string;
  readonly recipient: string;
  readonly line1: string;
  readonly line2: string | null;
  readonly city: string;
  readonly region: string | null;
  readonly postalCode: string;
  /** ISO 3166-1 alpha-2 */
  readonly country: string;
  readonly phone: string | null;
}

export interface Cart {
  readonly id: string;
  /** from 1; every write adds one */
  readonly version: number;
  readonly currency: Currency;
  /** null: a guest's cart, whose id is its key */
  readonly userId: string | null;
  /** of the coupons in the cart, in the order in which they were put in; whether they hold is asked at each reading */
  readonly promotionIds: readonly string[];
  readonly shippingAddress: CartAddress | null;
  readonly shippingOptionId: string | null;
  /** of a guest's cart: the member's cart that took its lines last */
  readonly mergedIntoId: string | null;
  readonly updatedAt: Date;
}

export interface CartLine {
  readonly id: string;
  readonly cartId: string;
  readonly variantId: string;
  /** 1–99 */
  readonly quantity: number;
  /** what the shopper was last told that one piece costs, in the cart's currency */
  readonly rememberedPriceMinor: number;
}

/** A guest's cart is open to whoever knows its id, a member's to the member alone. @param viewerId  null for a guest */
export function mayUseCart(cart: Cart, viewerId: string | null): boolean {
  return cart.userId === null || cart.userId === viewerId;
}
