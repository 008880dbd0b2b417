import type { SeedOrder, World } from '@souk/demo-world';
import { type CopyValue, copyRows, newId } from '@souk/subgraph-kit';
import postgres from 'postgres';
import { addWorkingDays } from '../domain/estimated-delivery.js';

/** Orders held in memory at a time. */
const BATCH_ORDERS = 5_000;
const MAX_DELIVERY_DAYS = 5;

/**
 * Copies the world's orders into migrated tables, with lines, timelines, shipments, payments and refunds. Reads the products once, for
 * who sells what, and the orders once, in bounded memory.
 *
 * @param progress  called with how many orders went in since the last call
 */
export async function copySeed(
  databaseUrl: string,
  world: Pick<World, 'products' | 'orders'>,
  progress: (orders: number) => void = () => {},
): Promise<void> {
  const sellerOf = new Map<string, string>();
  for (const { id, sellerId } of world.products()) sellerOf.set(id, sellerId);
  for (const batch of inBatches(world.orders(), BATCH_ORDERS)) {
    for (const { table, columns, rows } of TABLES) {
      await copyRows(databaseUrl, { table, columns, rows: flatten(batch, (order) => rows(order, sellerOf)) });
    }
    progress(batch.length);
  }
  await analyze(databaseUrl);
}

interface SeededTable {
  readonly table: string;
  readonly columns: readonly string[];
  readonly rows: (order: SeedOrder, sellerOf: ReadonlyMap<string, string>) => CopyValue[][];
}

/** What a row refers to comes first. */
const TABLES: readonly SeededTable[] = [
  {
    table: 'orders',
    columns: [
      ...['id', 'number', 'user_id', 'email', 'currency', 'status', 'payment_status', 'fulfillment_status', 'version'],
      ...['subtotal_minor', 'discount_minor', 'shipping_minor', 'tax_minor', 'total_minor'],
      ...['shipping_address', 'billing_address', 'max_delivery_days', 'estimated_delivery_at'],
      ...['created_at', 'updated_at'],
    ],
    rows: (order) => [orderRow(order)],
  },
  {
    table: 'order_lines',
    columns: [
      ...['id', 'order_id', 'position', 'variant_id', 'product_id', 'seller_id', 'sku', 'name', 'quantity'],
      ...['unit_price_minor', 'subtotal_minor', 'discount_minor', 'tax_minor'],
    ],
    rows: lineRows,
  },
  {
    table: 'order_sellers',
    columns: ['order_id', 'seller_id', 'created_at'],
    rows: (order, sellerOf) => {
      const sellerIds = new Set(order.lines.map(({ productId }) => requireSeller(sellerOf, productId)));
      return [...sellerIds].map((sellerId) => [order.id, sellerId, order.createdAt]);
    },
  },
  {
    table: 'order_events',
    columns: ['order_id', 'version', 'kind', 'status', 'previous_status', 'message', 'at'],
    rows: ({ id, timeline }) =>
      timeline.map(({ kind, status, message, at }, index) => {
        const previous = timeline[index - 1]?.status ?? null;
        return [id, index + 1, kind, status, previous, message, at];
      }),
  },
  {
    table: 'payments',
    columns: [
      ...['order_id', 'status', 'amount_minor', 'captured_minor', 'refunded_minor', 'refund_claimed_minor', 'paid_at'],
    ],
    rows: (order) => {
      const { id, paymentStatus, totals } = order;
      const paidAt = paidAtOf(order);
      const refundedMinor = isRefunded(order) ? totals.totalMinor : 0;
      const capturedMinor = paidAt ? totals.totalMinor : 0;
      return [[id, paymentStatus, totals.totalMinor, capturedMinor, refundedMinor, refundedMinor, paidAt]];
    },
  },
  {
    table: 'payment_entries',
    columns: ['order_id', 'reference', 'kind', 'amount_minor', 'noted_at'],
    rows: ledgerRows,
  },
  {
    table: 'refunds',
    columns: ['id', 'order_id', 'amount_minor', 'status', 'reason', 'created_at'],
    rows: (order) =>
      isRefunded(order) && order.totals.totalMinor > 0
        ? [
            [
              newId(),
              order.id,
              order.totals.totalMinor,
              'SUCCEEDED',
              order.timeline.at(-1)?.message ?? '',
              order.updatedAt,
            ],
          ]
        : [],
  },
  {
    table: 'shipments',
    columns: ['id', 'order_id', 'carrier', 'tracking_number', 'shipped_at', 'delivered_at'],
    rows: ({ id: orderId, shipments }) =>
      shipments.map(({ id, carrier, trackingNumber, shippedAt, deliveredAt }) => [
        ...[id, orderId, carrier, trackingNumber, shippedAt],
        deliveredAt,
      ]),
  },
  {
    table: 'shipment_lines',
    columns: ['shipment_id', 'order_line_id', 'quantity'],
    rows: ({ shipments, lines }) =>
      shipments.flatMap((shipment) => lines.map(({ id, quantity }) => [shipment.id, id, quantity])),
  },
];

function orderRow(order: SeedOrder): CopyValue[] {
  const { id, number, userId, email, currency, status, paymentStatus, fulfillmentStatus, totals, timeline } = order;
  const estimatedDeliveryAt = addWorkingDays(paidAtOf(order) ?? order.createdAt, MAX_DELIVERY_DAYS);
  return [
    ...[id, number, userId, email, currency, status, paymentStatus, fulfillmentStatus, timeline.length],
    ...[totals.subtotalMinor, totals.discountMinor, totals.shippingMinor, totals.taxMinor, totals.totalMinor],
    ...[order.shippingAddress, order.billingAddress, MAX_DELIVERY_DAYS, estimatedDeliveryAt],
    ...[order.createdAt, order.updatedAt],
  ];
}

function lineRows({ id: orderId, lines }: SeedOrder, sellerOf: ReadonlyMap<string, string>): CopyValue[][] {
  return lines.map((line, position) => [
    ...[line.id, orderId, position, line.variantId, line.productId, requireSeller(sellerOf, line.productId)],
    ...[line.sku, line.name, line.quantity],
    ...[line.unitPriceMinor, line.subtotalMinor, line.discountMinor, line.taxMinor],
  ]);
}

function requireSeller(sellerOf: ReadonlyMap<string, string>, productId: string): string {
  const sellerId = sellerOf.get(productId);
  if (!sellerId) throw new Error(`The world has an order of product ${productId}, and no such product`);
  return sellerId;
}

/** Paid elsewhere: the order stands for the payment and the refund that we have no name of. */
function ledgerRows(order: SeedOrder): CopyValue[][] {
  const { id, totals, updatedAt } = order;
  const paidAt = paidAtOf(order);
  if (!paidAt || totals.totalMinor === 0) return [];
  const captured = [id, `order:${id}`, 'CAPTURED', totals.totalMinor, paidAt];
  return isRefunded(order) ? [captured, [id, `order:${id}`, 'REFUNDED', totals.totalMinor, updatedAt]] : [captured];
}

function isRefunded({ paymentStatus }: SeedOrder): boolean {
  return paymentStatus === 'REFUNDED';
}

function paidAtOf({ timeline }: SeedOrder): Date | null {
  return timeline.find(({ kind }) => kind === 'PAYMENT_SUCCEEDED')?.at ?? null;
}

function* inBatches<Item>(items: Iterable<Item>, size: number): Generator<Item[]> {
  let batch: Item[] = [];
  for (const item of items) {
    batch.push(item);
    if (batch.length < size) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

function* flatten<Item, Row>(items: Iterable<Item>, rowsOf: (item: Item) => Row[]): Generator<Row> {
  for (const item of items) yield* rowsOf(item);
}

async function analyze(databaseUrl: string): Promise<void> {
  const sql = postgres(databaseUrl, { max: 1 });
  try {
    await sql`analyze orders, order_lines, order_sellers, order_events, payments, payment_entries, refunds, shipments, shipment_lines`;
  } finally {
    await sql.end({ timeout: 5 });
  }
}
