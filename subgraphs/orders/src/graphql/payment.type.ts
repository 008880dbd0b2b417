import type { Currency } from '@souk/subgraph-kit';
import { DateTime, MoneyType, toMoney } from '@souk/subgraph-kit/graphql';
import { Ctx, Field, ID, ObjectType, registerEnumType } from 'type-graphql';
import type { OrdersContext } from '../context.js';
import { DISPUTE_STATUSES, type Dispute, outstandingMinor, type Payment, type Refund } from '../domain/payment.js';
import type { PaymentState } from '../domain/payment-outcome.js';
import { PaymentStatus } from './order-status.enums.js';

const DisputeStatus = Object.fromEntries(DISPUTE_STATUSES.map((status) => [status, status]));
registerEnumType(DisputeStatus, {
  name: 'DisputeStatus',
  valuesConfig: {
    INQUIRY: { description: 'The bank asks; no money was taken.' },
    OPEN: { description: 'The bank has taken the money back for now.' },
    CLOSED: { description: 'The bank asks no more.' },
    LOST: { description: 'The bank keeps the money.' },
    WON: { description: 'The money came back.' },
  },
});

@ObjectType('Dispute', { description: 'A charge that the buyer’s bank has questioned.' })
export class DisputeType {
  @Field(() => ID)
  id!: string;

  @Field(() => MoneyType)
  amount!: MoneyType;

  @Field(() => DisputeStatus)
  status!: Dispute['status'];

  @Field(() => String, { description: 'Stripe’s word, such as `fraudulent`.' })
  reason!: string;

  @Field(() => DateTime)
  openedAt!: Date;
}

@ObjectType('Payment', { description: 'How an order is paid.' })
export class PaymentType {
  order!: { readonly id: string; readonly currency: Currency };

  @Field(() => PaymentStatus)
  status!: PaymentStatus;

  @Field(() => MoneyType, { description: 'What is to be paid: the order’s total.' })
  amount!: MoneyType;

  @Field(() => MoneyType, { description: 'Kept for us by the bank, if the money is taken parcel by parcel.' })
  authorized!: MoneyType;

  @Field(() => MoneyType, { description: 'Taken so far.' })
  captured!: MoneyType;

  @Field(() => MoneyType, {
    description:
      'For goods that were sent, and can’t be taken any more because the bank has let go of it: to be collected.',
  })
  outstanding!: MoneyType;

  @Field(() => MoneyType, { description: 'Given back so far.' })
  refunded!: MoneyType;

  @Field(() => MoneyType, { description: 'Taken back by the buyer’s bank, for disputes that were not won.' })
  disputed!: MoneyType;

  @Field(() => [DisputeType], { description: 'Oldest first.' })
  async disputes(@Ctx() { loaders }: OrdersContext): Promise<DisputeType[]> {
    const disputes = await loaders.disputes.load(this.order.id);
    return disputes.map((dispute) =>
      Object.assign(new DisputeType(), { ...dispute, amount: toMoney(dispute.amountMinor, this.order.currency) }),
    );
  }

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
    order: { id: payment.orderId, currency },
    status: payment.status,
    amount: toMoney(payment.amountMinor, currency),
    authorized: toMoney(payment.authorizedMinor, currency),
    captured: toMoney(payment.capturedMinor, currency),
    outstanding: toMoney(outstandingMinor(payment), currency),
    refunded: toMoney(payment.refundedMinor, currency),
    disputed: toMoney(payment.disputedMinor, currency),
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
