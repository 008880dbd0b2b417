import { failpoint } from '@souk/subgraph-kit';
import type { OrdersTransaction } from '../data/database.js';
import { linesOfOrder } from '../data/order.repository.js';
import { paymentOfOrder, raiseCaptureDue } from '../data/payment.repository.js';
import { queueSettlement } from '../data/settlement.queue.js';
import { sentLines } from '../data/shipment.repository.js';
import type { Order } from '../domain/order.js';
import { parcelShare } from '../domain/parcel-share.js';
import { outstandingMinor, type Payment } from '../domain/payment.js';
import type { PaymentState } from '../domain/payment-outcome.js';
import { isCapturable } from '../domain/payment-outcome.js';
import { changeOrder } from './change-order.js';
import type { OrdersDependencies } from './dependencies.js';
import { storyOfOutstanding } from './note-money.js';

/**
 * A parcel leaves: its share of an authorised payment is to be taken now. The settlement job, which is queued here, takes it. What the
 * bank has let go of is outstanding instead, which the timeline says.
 *
 * @param order  locked in this transaction, as it is after the parcel
 */
export async function dueForParcel(
  { clock }: Pick<OrdersDependencies, 'clock'>,
  tx: OrdersTransaction,
  { order, shipmentId }: { order: Order; shipmentId: string },
): Promise<void> {
  const payment = await paymentOfOrder(tx, order.id);
  if (payment.captureMethod !== 'ON_FULFILMENT' || payment.capturedMinor === payment.amountMinor) return;
  const share = parcelShare(order, {
    shipmentId,
    lines: await linesOfOrder(tx, order.id),
    sent: await sentLines(tx, order.id),
  });
  await raiseCaptureDue(tx, order.id, share);
  if (isCapturable(payment)) return queueSettlement(tx, order.id);
  const owedMinor = outstandingMinor(await paymentOfOrder(tx, order.id));
  if (owedMinor > 0) await changeOrder(tx, order, { ...storyOfOutstanding(owedMinor, order.currency), at: clock() });
}

/**
 * Takes what is due of an authorised payment. A card that can't be charged in parts is charged as a whole with the first parcel.
 *
 * @throws ServiceUnavailableError  when Stripe's answer is not known; ask again later
 * Source: docs/decisions/0024-capture-on-fulfilment.md
 */
export async function captureDue(
  { payments }: Pick<OrdersDependencies, 'payments'>,
  payment: Payment,
  intentId: string,
): Promise<PaymentState> {
  const state = await payments.find(intentId);
  const fromMinor = capturedOf(state);
  if (state.outcome.kind !== 'authorized' || payment.captureDueMinor <= fromMinor) return state;
  const dueMinor = state.canCaptureInParts ? payment.captureDueMinor : payment.amountMinor;
  await failpoint('orders.capture.before-ask', payment.orderId);
  const captured = await payments.capture({
    orderId: payment.orderId,
    intentId,
    fromMinor,
    amountMinor: dueMinor - fromMinor,
    isFinal: dueMinor === payment.amountMinor,
  });
  await failpoint('orders.capture.answered', payment.orderId);
  return captured;
}

function capturedOf({ entries }: PaymentState): number {
  return entries.find(({ kind }) => kind === 'CAPTURED')?.amountMinor ?? 0;
}
