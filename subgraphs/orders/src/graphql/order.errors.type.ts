import { UserErrorType } from '@souk/subgraph-kit/graphql';
import { Field, ID, Int, ObjectType } from 'type-graphql';
import type { PlacementRefusal, Quote, ShortLine } from '../domain/order.errors.js';
import { CartTotalsType, toTotals } from './cart-totals.type.js';

@ObjectType('CheckoutRefusedError', {
  implements: UserErrorType,
  description: 'The cart can’t be ordered as it is. Read it again and try with another idempotencyKey.',
})
export class CheckoutRefusedErrorType extends UserErrorType {
  @Field(() => Int, { nullable: true, description: 'Of the cart; null when it does not matter.' })
  currentVersion!: number | null;

  @Field(() => [ID], { description: 'The variants it is about; empty when it is about the cart.' })
  variantIds!: string[];
}

@ObjectType('TotalChangedError', {
  implements: UserErrorType,
  description:
    'The cart costs something else than `expectedTotal`; nothing was ordered. Show the new totals and try with another idempotencyKey.',
})
export class TotalChangedErrorType extends UserErrorType {
  @Field(() => CartTotalsType, { description: 'What it costs now.' })
  totals!: CartTotalsType;
}

@ObjectType('OutOfStockError', { implements: UserErrorType, description: 'There are not enough pieces of a variant.' })
export class OutOfStockErrorType extends UserErrorType {
  @Field(() => ID)
  variantId!: string;

  @Field(() => Int, { description: 'Pieces that could be had.' })
  available!: number;
}

@ObjectType('PaymentDeclinedError', {
  implements: UserErrorType,
  description:
    'The payment was refused and the order cancelled; the cart is as it was. Try another card with another idempotencyKey.',
})
export class PaymentDeclinedErrorType extends UserErrorType {
  @Field(() => String, { description: 'As the bank says, such as `insufficient_funds`.' })
  declineCode!: string;
}

/** @returns one error for each thing that the shopper can mend */
export function refusalErrors(refusal: PlacementRefusal): UserErrorType[] {
  switch (refusal.kind) {
    case 'checkout': {
      const { code, message, currentVersion, variantIds } = refusal.refusal;
      const path = ['input', FIELD_OF_CODE[code] ?? 'cartId'];
      return [Object.assign(new CheckoutRefusedErrorType(), { code, message, path, currentVersion, variantIds })];
    }
    case 'total-changed':
      return [totalError(refusal.quote)];
    case 'out-of-stock':
      return refusal.lines.map(shortError);
    default:
      return refusal satisfies never;
  }
}

function totalError(quote: Quote): TotalChangedErrorType {
  const totals = toTotals(quote, quote.currency);
  const message = `It costs ${totals.total.amount()} ${quote.currency} now`;
  return Object.assign(new TotalChangedErrorType(), {
    code: 'TOTAL_CHANGED',
    message,
    path: ['input', 'expectedTotal'],
    totals,
  });
}

function shortError({ variantId, available }: ShortLine): OutOfStockErrorType {
  return Object.assign(new OutOfStockErrorType(), {
    code: 'OUT_OF_STOCK',
    message: available === 0 ? 'Sold out' : `Only ${available} left`,
    path: ['input', 'cartId'],
    variantId,
    available,
  });
}

export function declineError({ code, message }: { code: string; message: string }): PaymentDeclinedErrorType {
  return Object.assign(new PaymentDeclinedErrorType(), {
    code: 'PAYMENT_DECLINED',
    message,
    path: ['input', 'paymentMethod'],
    declineCode: code,
  });
}

const FIELD_OF_CODE: Readonly<Record<string, string>> = {
  CART_VERSION_STALE: 'expectedCartVersion',
  RETURN_STATUS_CONFLICT: 'exchangeOf',
  SHIPPING_OPTION_UNKNOWN: 'shippingOptionId',
  SHIPPING_NOT_AVAILABLE: 'shippingAddress',
};
