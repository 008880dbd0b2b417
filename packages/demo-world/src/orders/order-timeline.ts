import type { Clock } from '../clock.js';
import { MINUTE_MS } from '../clock.js';
import { idOf } from '../ids.js';
import { Random } from '../random.js';
import type { OrderStatus, SeedOrderEvent, SeedOrderEventKind, SeedShipment } from '../types.js';
import type { OrderPlan } from './order-plan.js';

const TIMELINE_STREAM = 602;
const CARRIERS = ['Northwind Parcel', 'Meridian Express', 'Postbridge'];

/** Shortest and longest wait before the step, in minutes. Paid to returned takes less than the ten days of open orders. */
const STEPS: Readonly<
  Record<OrderStatus, { kind: SeedOrderEventKind; message: string; waitMinutes: readonly [number, number] }>
> = {
  PENDING: { kind: 'ORDER_PLACED', message: 'Order placed.', waitMinutes: [0, 0] },
  CONFIRMED: { kind: 'PAYMENT_SUCCEEDED', message: 'Payment received.', waitMinutes: [1, 8] },
  PROCESSING: { kind: 'ORDER_PROCESSING', message: 'We are packing your order.', waitMinutes: [60, 12 * 60] },
  SHIPPED: { kind: 'SHIPMENT_SENT', message: 'Your parcel is on its way.', waitMinutes: [8 * 60, 36 * 60] },
  DELIVERED: { kind: 'SHIPMENT_DELIVERED', message: 'Delivered.', waitMinutes: [24 * 60, 4 * 24 * 60] },
  CANCELLED: { kind: 'ORDER_CANCELLED', message: 'Cancelled at the buyer’s request.', waitMinutes: [10, 180] },
  RETURNED: {
    kind: 'ORDER_RETURNED',
    message: 'The return has arrived and was refunded.',
    waitMinutes: [24 * 60, 3 * 24 * 60],
  },
};

export interface Step {
  readonly status: OrderStatus;
  /** Story time. */
  readonly atMs: number;
}

/** When the order reached each status of its path. */
export function stepsOf(plan: OrderPlan): Step[] {
  const random = new Random(TIMELINE_STREAM, plan.index);
  let atMs = plan.placedMs;
  return plan.path.map((status) => {
    const [shortest, longest] = STEPS[status].waitMinutes;
    atMs += Math.floor((shortest + random.fraction() * (longest - shortest)) * MINUTE_MS);
    return { status, atMs };
  });
}

export function timelineOf(steps: readonly Step[], clock: Clock): SeedOrderEvent[] {
  return steps.map(({ status, atMs }) => ({
    kind: STEPS[status].kind,
    status,
    message: STEPS[status].message,
    at: clock.dateOf(atMs),
  }));
}

export function shipmentsOf(plan: OrderPlan, steps: readonly Step[], clock: Clock): SeedShipment[] {
  const shipped = steps.find(({ status }) => status === 'SHIPPED');
  if (shipped === undefined) return [];
  const delivered = steps.find(({ status }) => status === 'DELIVERED');
  const random = new Random(TIMELINE_STREAM, plan.index, 1);
  return [
    {
      id: idOf('shipment', shipped.atMs, plan.index),
      carrier: random.pick(CARRIERS),
      trackingNumber: `SKD${String(plan.index + 1).padStart(8, '0')}${String(random.between(0, 9_999)).padStart(4, '0')}`,
      shippedAt: clock.dateOf(shipped.atMs),
      deliveredAt: delivered === undefined ? null : clock.dateOf(delivered.atMs),
    },
  ];
}
