import type { EventData, OrderFacts, orderCancelled, orderRefunded, orderShipped, ReturnFacts } from '@souk/events';
import { type Currency, isCurrency } from '@souk/subgraph-kit';
import type { UsersDependencies } from '../context.js';
import { isOvertaken } from '../data/delivery.repository.js';
import type { Amount } from '../domain/notifications/locale.js';
import type { Piece } from '../domain/notifications/phrases.js';
import { type Addressee, notify, type Occasion } from './notify.js';

type OrderStep = 'ORDER_PLACED' | 'ORDER_PAID' | 'ORDER_DELIVERED';
type ReturnStep = 'RETURN_REQUESTED' | 'RETURN_APPROVED' | 'RETURN_REJECTED' | 'RETURN_RECEIVED';
type Told = Promise<undefined>;

/** Tells the buyer, guest or member, at the addresses that the order names. */
export function tellOrderStep(app: UsersDependencies, occasion: Occasion, kind: OrderStep, order: OrderFacts): Told {
  return notify(app, occasion, { kind, facts: wholeOrder(order), ...toBuyer(order) });
}

/** Says nothing when the order went on meanwhile: who reads last that the payment failed believes it. */
export async function tellPaymentFailed(
  app: UsersDependencies,
  occasion: Occasion,
  order: OrderFacts,
): Promise<undefined> {
  const isLate = await isOvertaken(occasion.tx, { orderId: order.orderId, version: occasion.version });
  if (isLate) return undefined;
  return notify(app, occasion, { kind: 'PAYMENT_FAILED', facts: wholeOrder(order), ...toBuyer(order) });
}

export function tellOrderShipped(
  app: UsersDependencies,
  occasion: Occasion,
  order: EventData<typeof orderShipped>,
): Told {
  const { number, carrier, trackingNumber, trackingUrl: url } = order;
  const facts = { number, carrier, trackingNumber, url };
  return notify(app, occasion, { kind: 'ORDER_SHIPPED', facts, ...toBuyer(order) });
}

export function tellOrderCancelled(
  app: UsersDependencies,
  occasion: Occasion,
  order: EventData<typeof orderCancelled>,
): Told {
  const refunded = order.refundedMinor > 0 ? inCurrency(order.refundedMinor, order) : null;
  const facts = { number: order.number, reason: order.reason, refunded };
  return notify(app, occasion, { kind: 'ORDER_CANCELLED', facts, ...toBuyer(order) });
}

export function tellOrderRefunded(
  app: UsersDependencies,
  occasion: Occasion,
  order: EventData<typeof orderRefunded>,
): Told {
  const facts = { number: order.number, reason: order.reason, refunded: inCurrency(order.refundedMinor, order) };
  return notify(app, occasion, { kind: 'ORDER_REFUNDED', facts, ...toBuyer(order) });
}

export function tellReturnStep(app: UsersDependencies, occasion: Occasion, kind: ReturnStep, told: ReturnFacts): Told {
  const facts = { number: told.number, note: told.note, lines: told.returnedLines };
  return notify(app, occasion, { kind, facts, ...toBuyer(told) });
}

function wholeOrder(order: OrderFacts): { number: string; lines: readonly Piece[]; total: Amount } {
  return { number: order.number, lines: order.lines, total: inCurrency(order.totals.totalMinor, order) };
}

function toBuyer({ orderId, userId, email, phone }: OrderFacts): { orderId: string; to: Addressee[] } {
  return { orderId, to: [{ userId, email, phone }] };
}

function inCurrency(minorUnits: number, { currency }: { readonly currency: string }): Amount {
  return { minorUnits, currency: requireCurrency(currency) };
}

export function requireCurrency(code: string): Currency {
  if (!isCurrency(code)) throw new Error(`A fact in ${code}, which we do not price in`);
  return code;
}
