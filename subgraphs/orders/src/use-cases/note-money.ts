import { type Currency, formatAmount } from '@souk/subgraph-kit';
import type { OrdersTransaction } from '../data/database.js';
import type { OrderChange } from '../data/order.repository.js';
import type { Order } from '../domain/order.js';
import { outstandingMinor, type Payment } from '../domain/payment.js';
import { changeOrder } from './change-order.js';

interface Moved {
  /** locked in this transaction */
  readonly order: Order;
  readonly before: Payment;
  readonly payment: Payment;
  readonly at: Date;
}

/** The timeline of a payment that was secured before: another part was captured, or the rest let go. */
export async function noteMoney(tx: OrdersTransaction, { order, before, payment, at }: Moved): Promise<void> {
  const takenMinor = payment.capturedMinor - before.capturedMinor;
  if (takenMinor === 0 && payment.status === order.paymentStatus) return;
  await changeOrder(tx, order, { paymentStatus: payment.status, ...storyOf(payment, { takenMinor, order }), at });
}

function storyOf(
  payment: Payment,
  { takenMinor, order: { currency } }: { takenMinor: number; order: Order },
): Pick<OrderChange, 'kind' | 'message'> {
  if (takenMinor > 0) {
    return {
      kind: 'PAYMENT_CAPTURED',
      message: `${formatAmount(takenMinor, currency)} ${currency} of the payment was taken`,
    };
  }
  const owedMinor = outstandingMinor(payment);
  if (owedMinor > 0) return storyOfOutstanding(owedMinor, currency);
  return { kind: 'PAYMENT_RELEASED', message: 'What was authorised and not taken was let go' };
}

/** @param owedMinor  in all, by now */
export function storyOfOutstanding(owedMinor: number, currency: Currency): Pick<OrderChange, 'kind' | 'message'> {
  return {
    kind: 'PAYMENT_OUTSTANDING',
    message: `${formatAmount(owedMinor, currency)} ${currency} for what was sent can no longer be taken from the card`,
  };
}
