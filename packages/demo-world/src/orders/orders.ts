import type { Catalogue } from '../catalogue/catalogue.js';
import type { Clock } from '../clock.js';
import type { Popularity } from '../demand/popularity.js';
import { idOf } from '../ids.js';
import { memberAt } from '../people/members.js';
import { convertUsdCents, shelfPrice } from '../prices.js';
import { WELCOME_COUPON } from '../promotions.js';
import { itemAt, Random } from '../random.js';
import type { ScalePlan } from '../scale.js';
import type {
  Currency,
  FulfillmentStatus,
  OrderStatus,
  PaymentStatus,
  SeedAddress,
  SeedOrder,
  SeedOrderAddress,
  SeedOrderLine,
  SeedOrderTotals,
} from '../types.js';
import { type Choice, choicesOf } from './order-lines.js';
import { type OrderPlan, planOrder, wasPaid } from './order-plan.js';
import { shipmentsOf, stepsOf, timelineOf } from './order-timeline.js';

const CHECKOUT_STREAM = 604;
const COUPON_CHANCE = 0.12;
/** Flat, and free from this value of goods on. */
const SHIPPING_USD_CENTS = 599;
const FREE_SHIPPING_USD_CENTS = 7_500;

export interface OrderWorld {
  readonly catalogue: Catalogue;
  readonly popularity: Popularity;
  readonly plan: ScalePlan;
  readonly clock: Clock;
}

export function* orderRows(world: OrderWorld): Generator<SeedOrder> {
  for (let index = 0; index < world.plan.orders; index += 1) yield orderAt(index, world);
}

function orderAt(index: number, { catalogue, popularity, plan: scale, clock }: OrderWorld): SeedOrder {
  const plan = planOrder(index, scale);
  const random = new Random(CHECKOUT_STREAM, index);
  const { user, country } = memberAt(plan.buyer, clock);
  const { currency, taxBasisPoints } = country;
  const percentOff = random.chance(COUPON_CHANCE) ? WELCOME_COUPON.percentOff : 0;
  const lines = choicesOf(plan, catalogue, popularity).map((choice, place) =>
    lineOf({ choice, place, plan, currency, percentOff, taxBasisPoints }),
  );
  const shippingAddress = orderAddress(random.pick(user.addresses));
  const steps = stepsOf(plan);
  const timeline = timelineOf(steps, clock);
  return {
    id: idOf('order', plan.placedMs, index),
    number: `SKD-${String(index + 1).padStart(8, '0')}`,
    userId: user.id,
    email: user.email,
    currency,
    status: plan.status,
    paymentStatus: paymentStatusOf(plan),
    fulfillmentStatus: FULFILLMENT[plan.status],
    lines,
    totals: totalsOf(lines, currency),
    shippingAddress,
    billingAddress: random.chance(0.85) ? shippingAddress : orderAddress(itemAt(user.addresses, 0)),
    timeline,
    shipments: shipmentsOf(plan, steps, clock),
    createdAt: clock.dateOf(plan.placedMs),
    updatedAt: itemAt(timeline, timeline.length - 1).at,
  };
}

interface LineRequest {
  readonly choice: Choice;
  readonly place: number;
  readonly plan: OrderPlan;
  readonly currency: Currency;
  readonly percentOff: number;
  readonly taxBasisPoints: number;
}

function lineOf({ choice, place, plan, currency, percentOff, taxBasisPoints }: LineRequest): SeedOrderLine {
  const { variantId, productId, sku, name, usdCents } = choice.offer;
  const unitPriceMinor = shelfPrice(usdCents, currency);
  const subtotalMinor = unitPriceMinor * choice.quantity;
  const discountMinor = Math.round((subtotalMinor * percentOff) / 100);
  return {
    id: idOf('orderLine', plan.placedMs + place, plan.index, place),
    variantId,
    productId,
    sku,
    name,
    quantity: choice.quantity,
    unitPriceMinor,
    subtotalMinor,
    discountMinor,
    taxMinor: Math.round(((subtotalMinor - discountMinor) * taxBasisPoints) / 10_000),
  };
}

function totalsOf(lines: readonly SeedOrderLine[], currency: Currency): SeedOrderTotals {
  const sum = (part: (line: SeedOrderLine) => number) => lines.reduce((total, line) => total + part(line), 0);
  const subtotalMinor = sum((line) => line.subtotalMinor);
  const discountMinor = sum((line) => line.discountMinor);
  const taxMinor = sum((line) => line.taxMinor);
  const isFree = subtotalMinor - discountMinor >= convertUsdCents(FREE_SHIPPING_USD_CENTS, currency);
  const shippingMinor = isFree ? 0 : shelfPrice(SHIPPING_USD_CENTS, currency);
  return {
    subtotalMinor,
    discountMinor,
    shippingMinor,
    taxMinor,
    totalMinor: subtotalMinor - discountMinor + shippingMinor + taxMinor,
  };
}

const FULFILLMENT: Readonly<Record<OrderStatus, FulfillmentStatus>> = {
  PENDING: 'UNFULFILLED',
  CONFIRMED: 'UNFULFILLED',
  PROCESSING: 'UNFULFILLED',
  SHIPPED: 'FULFILLED',
  DELIVERED: 'DELIVERED',
  CANCELLED: 'UNFULFILLED',
  RETURNED: 'RETURNED',
};

function paymentStatusOf({ status, path, index }: OrderPlan): PaymentStatus {
  if (status === 'PENDING') return index % 3 === 0 ? 'REQUIRES_ACTION' : 'REQUIRES_PAYMENT';
  if (!wasPaid(path)) return 'CANCELLED';
  return status === 'CANCELLED' || status === 'RETURNED' ? 'REFUNDED' : 'PAID';
}

function orderAddress({ id: _id, isDefault: _isDefault, ...address }: SeedAddress): SeedOrderAddress {
  return address;
}
