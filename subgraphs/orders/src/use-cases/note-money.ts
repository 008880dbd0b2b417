import { formatAmount } from '@souk/subgraph-kit';
import type { OrdersTransaction } from '../data/database.js';
import type { Order } from '../domain/order.js';
import type { Payment } from '../domain/payment.js';
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
  const story =
    takenMinor > 0
      ? ({
          kind: 'PAYMENT_CAPTURED',
          message: `${formatAmount(takenMinor, order.currency)} ${order.currency} of the payment was taken`,
        } as const)
      : ({ kind: 'PAYMENT_RELEASED', message: 'What was authorised and not taken was let go' } as const);
  await changeOrder(tx, order, { paymentStatus: payment.status, ...story, at });
}
