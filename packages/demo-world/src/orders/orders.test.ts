import { describe, expect, it } from 'vitest';
import { DEMO_LOGINS } from '../people/logins.js';
import type { FulfillmentStatus, OrderStatus, PaymentStatus, SeedInteraction, SeedOrder, World } from '../types.js';
import { createWorld } from '../world.js';

const NEXT: Record<OrderStatus, readonly OrderStatus[]> = {
  PENDING: ['CONFIRMED', 'CANCELLED'],
  CONFIRMED: ['PROCESSING', 'CANCELLED'],
  PROCESSING: ['SHIPPED', 'CANCELLED'],
  SHIPPED: ['DELIVERED'],
  DELIVERED: ['RETURNED'],
  CANCELLED: [],
  RETURNED: [],
};

const FULFILLMENT: Record<OrderStatus, FulfillmentStatus> = {
  PENDING: 'UNFULFILLED',
  CONFIRMED: 'UNFULFILLED',
  PROCESSING: 'UNFULFILLED',
  SHIPPED: 'FULFILLED',
  DELIVERED: 'DELIVERED',
  CANCELLED: 'UNFULFILLED',
  RETURNED: 'RETURNED',
};

describe.each(['demo', 'small'] as const)('the orders of a %s world', (scale) => {
  const world = createWorld(scale);
  const orders = [...world.orders()];

  it('add up in every currency', () => {
    expect(orders.filter((order) => !addsUp(order))).toEqual([]);
    expect(new Set(orders.map(({ currency }) => currency))).toEqual(new Set(['USD', 'EUR', 'JPY', 'KWD']));
    expect(orders.some(({ totals }) => totals.discountMinor > 0)).toBe(true);
    expect(orders.some(({ totals }) => totals.shippingMinor > 0)).toBe(true);
  });

  it('charge the price of the variant in the currency of the order', () => {
    const prices = new Map(
      [...world.products()]
        .flatMap((product) => product.variants)
        .flatMap(({ id, sku, prices }) => prices.map((price) => [`${id} ${sku} ${price.currency}`, price.minorUnits])),
    );
    const wrong = orders.flatMap(({ lines, currency }) =>
      lines.filter(
        ({ variantId, sku, unitPriceMinor }) => prices.get(`${variantId} ${sku} ${currency}`) !== unitPriceMinor,
      ),
    );
    expect(wrong).toEqual([]);
  });

  it('pass only through legal statuses, leave none out, and end in their status', () => {
    expect(orders.filter((order) => !isLegal(order))).toEqual([]);
  });

  it('occur in every status, also cancelled before and after payment', () => {
    expect(new Set(orders.map(({ status }) => status))).toEqual(new Set(Object.keys(NEXT)));
    const cancelled = orders.filter(({ status }) => status === 'CANCELLED');
    expect(new Set(cancelled.map((order) => order.timeline.at(-2)!.status))).toEqual(
      new Set(['PENDING', 'CONFIRMED', 'PROCESSING']),
    );
  });

  it('say the same of payment and fulfilment as the timeline', () => {
    expect(orders.filter((order) => !expectedPayment(order).includes(order.paymentStatus))).toEqual([]);
    expect(orders.filter((order) => order.fulfillmentStatus !== FULFILLMENT[order.status])).toEqual([]);
    const timeOf = ({ timeline }: SeedOrder, status: OrderStatus) =>
      timeline.find((event) => event.status === status)?.at;
    const expected = orders.map((order) => {
      const shippedAt = timeOf(order, 'SHIPPED');
      return shippedAt === undefined ? [] : [{ shippedAt, deliveredAt: timeOf(order, 'DELIVERED') ?? null }];
    });
    const shipments = orders.map((order) =>
      order.shipments.map(({ shippedAt, deliveredAt }) => ({ shippedAt, deliveredAt })),
    );
    expect(shipments).toEqual(expected);
  });

  it('are numbered in the order in which they were placed, none in the future', () => {
    const times = orders.map(({ createdAt }) => createdAt.getTime());
    expect(times.toSorted((a, b) => a - b)).toEqual(times);
    expect(orders.every(({ updatedAt }) => updatedAt <= world.now)).toBe(true);
    expect(orders[41]!.number).toBe('SKD-00000042');
    expect(orders.map(({ id }) => id).toSorted()).toEqual(orders.map(({ id }) => id));
  });

  it('hold each product once', () => {
    const products = (order: SeedOrder) => new Set(order.lines.map(({ productId }) => productId));
    expect(orders.filter((order) => products(order).size !== order.lines.length)).toEqual([]);
  });

  it('go to an address of the buyer', () => {
    const homes = new Set(
      [...world.users()].flatMap(({ id, email, addresses }) => addresses.map(({ line1 }) => `${id} ${email} ${line1}`)),
    );
    const strange = orders.filter(({ userId, email, shippingAddress, billingAddress }) =>
      [shippingAddress, billingAddress].some(({ line1 }) => !homes.has(`${userId} ${email} ${line1}`)),
    );
    expect(strange).toEqual([]);
  });

  it('include some of the demo login', () => {
    expect(orders.filter(({ email }) => email === DEMO_LOGINS.MEMBER).length).toBeGreaterThanOrEqual(3);
  });

  it('give one PURCHASE for each line of a paid order, at the time of payment', () => {
    const paid = orders.flatMap(({ lines, timeline, userId }) =>
      timeline
        .filter(({ status }) => status === 'CONFIRMED')
        .flatMap(({ at }) => lines.map(({ variantId }) => `${userId} ${variantId} ${at.toISOString()}`)),
    );
    const purchases = purchasesOf(world).map(
      ({ userId, variantId, at }) => `${userId} ${variantId} ${at.toISOString()}`,
    );
    expect(paid.length).toBeGreaterThan(0);
    expect(purchases).toEqual(paid);
  });
});

/** They come before the reviews and the browsing. */
function purchasesOf(world: World): SeedInteraction[] {
  const purchases: SeedInteraction[] = [];
  for (const row of world.interactions()) {
    if (row.type === 'REVIEW') break;
    if (row.type === 'PURCHASE') purchases.push(row);
  }
  return purchases;
}

function total(amounts: readonly number[]): number {
  return amounts.reduce((sum, amount) => sum + amount, 0);
}

function expectedPayment({ status, timeline }: SeedOrder): PaymentStatus[] {
  if (status === 'PENDING') return ['REQUIRES_PAYMENT', 'REQUIRES_ACTION'];
  if (!timeline.some((event) => event.status === 'CONFIRMED')) return ['CANCELLED'];
  return status === 'CANCELLED' || status === 'RETURNED' ? ['REFUNDED'] : ['PAID'];
}

function addsUp({ lines, totals }: SeedOrder): boolean {
  const amounts = [...Object.values(totals), ...lines.map((line) => line.unitPriceMinor)];
  return (
    lines.every((line) => line.subtotalMinor === line.quantity * line.unitPriceMinor) &&
    totals.subtotalMinor === total(lines.map((line) => line.subtotalMinor)) &&
    totals.discountMinor === total(lines.map((line) => line.discountMinor)) &&
    totals.taxMinor === total(lines.map((line) => line.taxMinor)) &&
    totals.totalMinor === totals.subtotalMinor - totals.discountMinor + totals.shippingMinor + totals.taxMinor &&
    amounts.every((amount) => Number.isSafeInteger(amount) && amount >= 0)
  );
}

function isLegal({ timeline, status, createdAt, updatedAt }: SeedOrder): boolean {
  const [first, last] = [timeline[0]!, timeline.at(-1)!];
  return (
    first.status === 'PENDING' &&
    first.at.getTime() === createdAt.getTime() &&
    last.status === status &&
    last.at.getTime() === updatedAt.getTime() &&
    timeline
      .slice(1)
      .every((event, place) => NEXT[timeline[place]!.status].includes(event.status) && event.at > timeline[place]!.at)
  );
}
