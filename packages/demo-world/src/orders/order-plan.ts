import { DAY_MS, HOUR_MS, MINUTE_MS, STORY_END_MS } from '../clock.js';
import { itemAround, Random } from '../random.js';
import type { ScalePlan } from '../scale.js';
import type { OrderStatus } from '../types.js';

const PLAN_STREAM = 601;
const OPEN_DAYS = 10;
const HISTORY_DAYS = 365;

/** Two lines on average. */
const LINE_COUNTS = [1, 2, 1, 3, 2, 1, 4, 2];
/** Of twenty orders that have come to their end. */
const CANCELLED_PLACES = [6, 13];
const RETURNED_PLACE = 17;
const CANCELLABLE: readonly OrderStatus[] = ['PENDING', 'CONFIRMED', 'PROCESSING'];

/** How long before the order its buyer looked at the product, and put it into the cart. */
export const VIEW_LEAD_MS = 2 * HOUR_MS;
export const CART_LEAD_MS = 20 * MINUTE_MS;

export interface OrderPlan {
  readonly index: number;
  readonly status: OrderStatus;
  /** Every status passed through, in order, ending with `status`. */
  readonly path: readonly OrderStatus[];
  readonly lineCount: number;
  /** Index of the member who buys. */
  readonly buyer: number;
  /** Story time; ascends with the index. */
  readonly placedMs: number;
}

/** What is decided about the order at `index`, 0 for the oldest. */
export function planOrder(index: number, plan: ScalePlan): OrderPlan {
  const random = new Random(PLAN_STREAM, index);
  const path = pathAt(index, plan);
  return {
    index,
    status: path[path.length - 1] ?? 'PENDING',
    path,
    lineCount: lineCountAt(index),
    // A few members buy often, most now and then; the member's demo login (index 0) is among the first.
    buyer: Math.floor(plan.members * random.fraction() ** 1.5),
    placedMs: placedMs(index + random.fraction(), plan),
  };
}

/** Follows a fixed pattern, so that lines can be counted without making them. */
export function lineCountAt(index: number): number {
  return itemAround(LINE_COUNTS, index);
}

/** The newest orders are still on their way; of the others some were cancelled or came back. */
export function pathAt(index: number, plan: ScalePlan): OrderStatus[] {
  const open = openOrders(plan);
  const closed = plan.orders - open;
  if (index >= closed) return pathTo(openStatus((index - closed) / open));
  const place = index % 20;
  if (place === RETURNED_PLACE) return pathTo('RETURNED');
  if (!CANCELLED_PLACES.includes(place)) return pathTo('DELIVERED');
  const cancelledFrom = itemAround(CANCELLABLE, Math.floor(index / 20) + place);
  return [...pathTo(cancelledFrom), 'CANCELLED'];
}

/** True for an order whose payment went through, also when it was cancelled or returned later. */
export function wasPaid(path: readonly OrderStatus[]): boolean {
  return path.includes('CONFIRMED');
}

const HAPPY_PATH: readonly OrderStatus[] = ['PENDING', 'CONFIRMED', 'PROCESSING', 'SHIPPED', 'DELIVERED', 'RETURNED'];

function pathTo(status: OrderStatus): OrderStatus[] {
  return HAPPY_PATH.slice(0, HAPPY_PATH.indexOf(status) + 1);
}

/** @param youth  0 for the oldest open order, towards 1 for the newest */
function openStatus(youth: number): OrderStatus {
  if (youth < 0.4) return 'SHIPPED';
  if (youth < 0.6) return 'PROCESSING';
  if (youth < 0.85) return 'CONFIRMED';
  return 'PENDING';
}

function openOrders(plan: ScalePlan): number {
  return Math.ceil(plan.orders * plan.openOrderShare);
}

/** Closed orders fill the year before the last ten days, denser towards the end; open ones crowd towards the end. */
function placedMs(place: number, plan: ScalePlan): number {
  const open = openOrders(plan);
  const closed = plan.orders - open;
  const ageDays =
    place < closed
      ? OPEN_DAYS + HISTORY_DAYS * (1 - place / closed) ** 1.3
      : OPEN_DAYS * (1 - (place - closed) / open) ** 2;
  return STORY_END_MS - Math.ceil(ageDays * DAY_MS);
}
