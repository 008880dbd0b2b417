import type { Currency } from '@souk/subgraph-kit';
import { DateTime, MoneyType, toMoney } from '@souk/subgraph-kit/graphql';
import { Field, ID, ObjectType } from 'type-graphql';
import type { Payment, Refund } from '../domain/order.js';
import type { PaymentState } from '../domain/payment-outcome.js';
import { PaymentStatus } from './order-status.enums.js';

@ObjectType('Payment', { description: 'How an order is paid.' })
export class PaymentType {
  @Field(() => PaymentStatus)
  status!: PaymentStatus;

  @Field(() => MoneyType, { description: 'What is charged: the order’s total.' })
  amount!: MoneyType;

  @Field(() => MoneyType)
  refunded!: MoneyType;

  @Field(() => DateTime, { nullable: true, description: 'Null until the money came.' })
  paidAt!: Date | null;

  @Field(() => String, {
    nullable: true,
    description: 'Why the last attempt was refused, as the bank says; null if none was.',
  })
  declineCode!: string | null;
}

export function toPayment(payment: Payment, currency: Currency): PaymentType {
  return Object.assign(new PaymentType(), {
    status: payment.status,
    amount: toMoney(payment.amountMinor, currency),
    refunded: toMoney(payment.refundedMinor, currency),
    paidAt: payment.paidAt,
    declineCode: payment.failureCode,
  });
}

@ObjectType('Refund', { description: 'Money that goes back to the buyer.' })
export class RefundType {
  @Field(() => ID)
  id!: string;

  @Field(() => MoneyType)
  amount!: MoneyType;

  @Field(() => String, { description: 'PENDING, SUCCEEDED or FAILED.' })
  status!: string;

  @Field(() => String)
  reason!: string;

  @Field(() => DateTime)
  createdAt!: Date;
}

export function toRefund({ amountMinor, ...refund }: Refund, currency: Currency): RefundType {
  return Object.assign(new RefundType(), { ...refund, amount: toMoney(amountMinor, currency) });
}

@ObjectType('PaymentSession', { description: 'What a client needs to finish the payment with Stripe.' })
export class PaymentSessionType {
  @Field(() => String)
  intentId!: string;

  @Field(() => String, { description: 'Confirms this one payment; keep it from logs and other people.' })
  clientSecret!: string;

  @Field(() => String, { description: 'Stripe’s word for where the PaymentIntent is, such as `requires_action`.' })
  status!: string;
}

/** @returns null when there is nothing for the client to do or see */
export function toPaymentSession({ intentId, clientSecret, status }: PaymentState): PaymentSessionType | null {
  if (!intentId || !clientSecret) return null;
  return Object.assign(new PaymentSessionType(), { intentId, clientSecret, status });
}
