import { type Currency, InvalidInputError, requireId, requireInteger, requireText } from '@souk/subgraph-kit';
import { AddressInput, CurrencyCode, requireAddress, SafeInt } from '@souk/subgraph-kit/graphql';
import { Field, ID, InputType, Int, registerEnumType } from 'type-graphql';
import type { PlaceOrder } from '../use-cases/place-order.js';

const PaymentMethodType = { CARD: 'CARD' } as const;
registerEnumType(PaymentMethodType, { name: 'PaymentMethodType' });

@InputType()
export class PaymentMethodInput {
  @Field(() => PaymentMethodType)
  type!: keyof typeof PaymentMethodType;

  @Field(() => String, { description: 'A Stripe payment method, such as `pm_card_visa` in test mode.' })
  token!: string;
}

@InputType()
export class OrderExchangeInput {
  @Field(() => ID, { description: 'Of the order that was sent back.' })
  orderId!: string;

  @Field(() => ID, { description: 'Its goods have come back, and it is not refunded yet.' })
  returnId!: string;
}

@InputType()
export class MoneyInput {
  @Field(() => SafeInt)
  minorUnits!: number;

  @Field(() => CurrencyCode)
  currency!: Currency;
}

@InputType()
export class OrderPlaceInput {
  @Field(() => ID)
  cartId!: string;

  @Field(() => Int, { description: 'Of the cart that the shopper has seen.' })
  expectedCartVersion!: number;

  @Field(() => MoneyInput, {
    nullable: true,
    description:
      'What the shopper was shown: `Cart.totals.total`, with the address set. Should it cost anything else by now, nothing is ordered: TOTAL_CHANGED.',
  })
  expectedTotal?: MoneyInput | null;

  @Field(() => String, { description: '1–200 characters. The same key and input give the same order.' })
  idempotencyKey!: string;

  @Field(() => String)
  email!: string;

  @Field(() => AddressInput)
  shippingAddress!: AddressInput;

  @Field(() => AddressInput, { nullable: true, description: 'The shipping address if not given.' })
  billingAddress?: AddressInput | null;

  @Field(() => ID, { nullable: true, description: 'The one chosen in the cart, else the cheapest, if not given.' })
  shippingOptionId?: string | null;

  @Field(() => PaymentMethodInput, {
    nullable: true,
    description: 'If not given, the client confirms the payment with `payment.clientSecret`.',
  })
  paymentMethod?: PaymentMethodInput | null;

  @Field(() => OrderExchangeInput, {
    nullable: true,
    description: 'The return whose place this order takes: it is refunded when this order is paid.',
  })
  exchangeOf?: OrderExchangeInput | null;
}

/** @throws InvalidInputError  naming the first field that can't be */
export function parseOrderPlace(input: OrderPlaceInput): Pick<PlaceOrder, 'idempotencyKey' | 'request'> {
  const shippingAddress = requireAddress(input.shippingAddress, ['input', 'shippingAddress']);
  const { billingAddress, paymentMethod, shippingOptionId, exchangeOf } = input;
  return {
    idempotencyKey: requireText(input.idempotencyKey, ['input', 'idempotencyKey'], { max: 200 }),
    request: {
      cartId: requireId(input.cartId, ['input', 'cartId']),
      expectedCartVersion: requireInteger(input.expectedCartVersion, ['input', 'expectedCartVersion'], {
        min: 0,
        max: 2 ** 31 - 1,
      }),
      expectedTotal: input.expectedTotal ? parseTotal(input.expectedTotal) : null,
      email: requireEmail(input.email),
      shippingAddress,
      billingAddress: billingAddress ? requireAddress(billingAddress, ['input', 'billingAddress']) : shippingAddress,
      shippingOptionId: shippingOptionId
        ? requireText(shippingOptionId, ['input', 'shippingOptionId'], { max: 100 })
        : null,
      methodToken: paymentMethod ? requireToken(paymentMethod.token) : null,
      exchangeOf: exchangeOf
        ? {
            orderId: requireId(exchangeOf.orderId, ['input', 'exchangeOf', 'orderId']),
            returnId: requireId(exchangeOf.returnId, ['input', 'exchangeOf', 'returnId']),
          }
        : null,
    },
  };
}

function parseTotal({ minorUnits, currency }: MoneyInput): MoneyInput {
  const bounds = { min: 0, max: Number.MAX_SAFE_INTEGER };
  return { minorUnits: requireInteger(minorUnits, ['input', 'expectedTotal', 'minorUnits'], bounds), currency };
}

function requireEmail(value: string): string {
  const email = requireText(value, ['input', 'email'], { max: 254 });
  if (/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email)) return email;
  throw new InvalidInputError('email must be an e-mail address', ['input', 'email']);
}

function requireToken(value: string): string {
  if (/^pm_\w{1,200}$/.test(value)) return value;
  throw new InvalidInputError('token must be a Stripe payment method (pm_…)', ['input', 'paymentMethod', 'token']);
}
