import { anEvent, orderPlaced, type ReserveResponse } from '@souk/events';
import { failpoint, newId, ServiceUnavailableError } from '@souk/subgraph-kit';
import { findOrder, insertOrder, isCartOrdered, lockCart, type NewOrder } from '../data/order.repository.js';
import { insertPayment } from '../data/payment.repository.js';
import { queueRecheck } from '../data/settlement.queue.js';
import { estimateDelivery } from '../domain/backordered-pieces.js';
import type { Order, OrderLine } from '../domain/order.js';
import { newOrderNumber } from '../domain/order-number.js';
import type { Payment } from '../domain/payment.js';
import type { Booking } from './booking.js';
import type { OrdersDependencies } from './dependencies.js';
import { factsOf } from './order-facts.js';
import type { PricedCheckout } from './price-checkout.js';

type Reserved = Extract<ReserveResponse, { kind: 'reserved' }>;

/**
 * Writes the order of a snapshot whose stock is held, PENDING, with its payment.
 *
 * @returns false when somebody else has ordered the cart meanwhile; nothing is written then
 * @throws ServiceUnavailableError  when redemptions that were claimed for the order may be another's by now
 * Emits `order-placed` (outbox, same transaction).
 */
export async function writeOrder(
  deps: OrdersDependencies,
  booking: Booking,
  snapshot: PricedCheckout,
  reserved: Reserved,
): Promise<boolean> {
  const fresh = newOrder(booking, { snapshot, reserved, at: deps.clock() });
  const { methodToken } = booking.request;
  const { claimsHeldUntil } = snapshot;
  while (true) {
    const inserted = await insertBooked(deps, fresh, { methodToken, claimsHeldUntil });
    if (inserted !== 'taken') return inserted === 'booked';
    if (await findOrder(deps.database.db, booking.orderId)) return true;
    fresh.order.number = newOrderNumber();
  }
}

/**
 * @param facts.claimsHeldUntil  later, redemptions of promotions that were claimed for the order may be another's: it is not written
 * @returns 'taken' when the number is, or the order stands already; 'ordered' when the cart has another order: nothing is written then
 */
async function insertBooked(
  { database, outbox, config, clock }: OrdersDependencies,
  { order, lines, event }: NewOrder,
  { methodToken, claimsHeldUntil }: { methodToken: string | null; claimsHeldUntil: string | undefined },
): Promise<'booked' | 'taken' | 'ordered'> {
  return database.db.transaction(async (tx) => {
    const { id: orderId, cartId, cartVersion } = order;
    if (cartId) {
      await lockCart(tx, cartId);
      if (await isCartOrdered(tx, { cartId, cartVersion, orderId })) return 'ordered';
    }
    if (!(await insertOrder(tx, { order, lines, event }))) return 'taken';
    await insertPayment(tx, newPayment(order, { methodToken, captureMethod: config.captureMethod }));
    const at = order.createdAt;
    await outbox.append(tx, [anEvent(orderPlaced, { data: factsOf(order, lines), version: order.version, at })]);
    await queueRecheck(tx, order.id, config.paymentRecheckSeconds);
    if (claimsHeldUntil && clock() > new Date(claimsHeldUntil)) throw new ServiceUnavailableError('carts');
    await failpoint('orders.book.before-commit', order.id);
    return 'booked';
  });
}

function newPayment(order: Order, facts: Pick<Payment, 'methodToken' | 'captureMethod'>): Payment {
  return {
    ...facts,
    orderId: order.id,
    intentId: null,
    status: order.paymentStatus,
    amountMinor: order.totalMinor,
    authorizedMinor: 0,
    captureDueMinor: 0,
    capturedMinor: 0,
    refundedMinor: 0,
    refundClaimedMinor: 0,
    disputedMinor: 0,
    paidAt: null,
    failureId: null,
    failureCode: null,
    failureMessage: null,
  };
}

function newOrder(
  { orderId, userId, request }: Booking,
  { snapshot, reserved, at }: { snapshot: PricedCheckout; reserved: Reserved; at: Date },
): NewOrder & { order: { number: string } } {
  const { currency, totals, shippingOption } = snapshot;
  const lines = newLines(orderId, { snapshot, reserved });
  const order: Order & { cartVersion: number; number: string } = {
    id: orderId,
    number: newOrderNumber(),
    userId,
    email: request.email,
    cartId: snapshot.cartId,
    cartVersion: snapshot.cartVersion,
    currency,
    status: 'PENDING',
    paymentStatus: 'REQUIRES_PAYMENT',
    fulfillmentStatus: 'UNFULFILLED',
    version: 1,
    ...totals,
    includedTaxMinor: includedTaxOf(snapshot),
    shippingAddress: request.shippingAddress,
    billingAddress: request.billingAddress,
    maxDeliveryDays: shippingOption.maxDays,
    estimatedDeliveryAt: estimateDelivery(at, { lines, workingDays: shippingOption.maxDays }),
    reservedUntil: new Date(reserved.expiresAt),
    createdAt: at,
    updatedAt: at,
  };
  const event = {
    orderId,
    version: 1,
    kind: 'ORDER_PLACED',
    status: 'PENDING',
    previousStatus: null,
    message: 'The order was placed',
    at,
  } as const;
  return { order, lines, event };
}

function newLines(
  orderId: string,
  { snapshot, reserved }: { snapshot: PricedCheckout; reserved: Reserved },
): OrderLine[] {
  return snapshot.lines.map(({ weightGrams: _, ...line }) => {
    const backordered = reserved.backordered.find(({ variantId }) => variantId === line.variantId);
    return {
      id: newId(),
      orderId,
      ...line,
      includedTaxMinor: line.includedTaxMinor ?? 0,
      taxRateBasisPoints: line.taxRateBasisPoints ?? null,
      returnedQuantity: 0,
      refundedQuantity: 0,
      droppedQuantity: 0,
      backorderedQuantity: backordered?.quantity ?? 0,
      arrivedQuantity: 0,
      backorderLeadDays: backordered?.leadDays ?? null,
    };
  });
}

function includedTaxOf({ lines, shippingTax }: PricedCheckout): number {
  return lines.reduce((sum, { includedTaxMinor = 0 }) => sum + includedTaxMinor, shippingTax?.includedTaxMinor ?? 0);
}
