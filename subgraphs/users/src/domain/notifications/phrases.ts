import type { Amount } from './locale.js';
import type { NotificationKind } from './notification-kind.js';

/** Goods, a sum and a page that a letter of any kind may show below its words. */
export interface Enclosure {
  readonly lines?: readonly Piece[];
  readonly total?: Amount;
  readonly url?: string | null;
}

export interface Piece {
  readonly name: string;
  readonly quantity: number;
}

interface OfOrder extends Enclosure {
  /** the order's, for people */
  readonly number: string;
}

interface OfReturn extends OfOrder {
  /** the buyer's reason or the staff's answer */
  readonly note: string | null;
}

/** What the words of each kind are made of. */
export interface LetterFacts {
  readonly WELCOME: Enclosure & { readonly firstName: string };
  readonly ORDER_PLACED: OfOrder;
  readonly ORDER_PAID: OfOrder;
  readonly PAYMENT_FAILED: OfOrder;
  readonly ORDER_SHIPPED: OfOrder & { readonly carrier: string; readonly trackingNumber: string };
  readonly ORDER_DELIVERED: OfOrder;
  readonly ORDER_CANCELLED: OfOrder & { readonly reason: string; readonly refunded: Amount | null };
  readonly ORDER_REFUNDED: OfOrder & { readonly reason: string | null; readonly refunded: Amount };
  readonly RETURN_REQUESTED: OfReturn;
  readonly RETURN_APPROVED: OfReturn;
  readonly RETURN_REJECTED: OfReturn;
  readonly RETURN_RECEIVED: OfReturn;
  readonly BACK_IN_STOCK: Enclosure & { readonly name: string };
  readonly CART_ABANDONED: Enclosure;
  readonly LOW_STOCK: Enclosure & { readonly name: string; readonly sku: string; readonly available: number };
}

export interface Words {
  readonly subject: string;
  /** paragraphs; empty ones are left out */
  readonly body: readonly string[];
}

/** Everything that Souk says in one language. */
export interface Phrases {
  readonly letters: { readonly [Kind in NotificationKind]: (facts: LetterFacts[Kind]) => Words };
  readonly total: string;
  /** of the link to the page that `url` names */
  readonly follow: string;
  readonly unsubscribe: {
    readonly link: string;
    readonly question: string;
    readonly button: string;
    readonly done: string;
    readonly invalid: string;
  };
}
