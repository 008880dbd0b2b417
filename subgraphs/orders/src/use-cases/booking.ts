import type { AddressShape } from '@souk/events';
import type { Currency } from '@souk/subgraph-kit';
import type { ExchangeOf } from './take-exchange.js';

/** What the shopper asked for, already parsed. */
export interface OrderRequest {
  readonly cartId: string;
  readonly expectedCartVersion: number;
  /** what the shopper has seen; null: whatever it comes to */
  readonly expectedTotal: { readonly minorUnits: number; readonly currency: Currency } | null;
  readonly email: string;
  readonly shippingAddress: AddressShape;
  readonly billingAddress: AddressShape;
  readonly shippingOptionId: string | null;
  /** null when the client confirms the payment itself */
  readonly methodToken: string | null;
  /** the return whose place the order takes */
  readonly exchangeOf: ExchangeOf | null;
}

export interface Booking {
  readonly orderId: string;
  readonly userId: string | null;
  readonly requestId: string;
  readonly request: OrderRequest;
}
