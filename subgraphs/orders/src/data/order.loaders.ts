import { alignToKeys, groupByKeys, isId } from '@souk/subgraph-kit';
import DataLoader from 'dataloader';
import { inArray } from 'drizzle-orm';
import type { Order, OrderEvent, OrderLine, Shipment, ShipmentLine } from '../domain/order.js';
import type { Dispute, Payment, Refund } from '../domain/payment.js';
import type { OrdersReader } from './database.js';
import { findOrders } from './order.repository.js';
import {
  countAllOrders,
  countOwnedOrders,
  listAllOrders,
  listOwnedOrders,
  type OrderStretch,
  type Ownership,
} from './order-list.repository.js';
import { disputes, orderEvents, orderLines, orderSellers, payments, refunds, shipmentLines, shipments } from './tables.js';

/** One owner's stretch of orders. */
export interface OwnedStretch extends OrderStretch {
  readonly ownership: Ownership;
  readonly ownerId: string;
}

/** Reads for one request: one statement per kind and batch, whatever the number of keys. */
export interface OrdersLoaders {
  /** null for an id that is malformed or unknown; whether the viewer may see it is not asked here */
  readonly order: DataLoader<string, Order | null>;
  readonly payment: DataLoader<string, Payment | null>;
  /** the following are lists by order id, oldest first; lines in the order of the cart */
  readonly sellerIds: DataLoader<string, string[]>;
  readonly lines: DataLoader<string, OrderLine[]>;
  readonly events: DataLoader<string, OrderEvent[]>;
  readonly refunds: DataLoader<string, Refund[]>;
  readonly disputes: DataLoader<string, Dispute[]>;
  readonly shipments: DataLoader<string, Shipment[]>;
  /** by shipment id */
  readonly shipmentLines: DataLoader<string, ShipmentLine[]>;
  /** ids of orders, newest first */
  readonly ownedOrders: DataLoader<OwnedStretch, string[], string>;
  readonly ownedCount: DataLoader<Omit<OwnedStretch, 'after' | 'limit'>, number, string>;
  allOrders(stretch: OrderStretch): Promise<string[]>;
  allCount(status: OrderStretch['status']): Promise<number>;
  /** Forgets what was read: after a change, and for each event of a subscription, whose context lives as long as its socket. */
  forget(): void;
}

export function createOrdersLoaders(db: OrdersReader): OrdersLoaders {
  const loaders = {
    order: one(
      (ids) => findOrders(db, ids),
      ({ id }) => id,
    ),
    payment: one(
      (ids) => db.select().from(payments).where(inArray(payments.orderId, ids)),
      ({ orderId }) => orderId,
    ),
    sellerIds: new DataLoader<string, string[]>(async (orderIds) => {
      const rows = await db
        .select()
        .from(orderSellers)
        .where(inArray(orderSellers.orderId, [...orderIds]));
      return groupByKeys(orderIds, rows, ({ orderId }) => orderId).map((group) =>
        group.map(({ sellerId }) => sellerId),
      );
    }),
    lines: many(
      (ids) => db.select().from(orderLines).where(inArray(orderLines.orderId, ids)).orderBy(orderLines.position),
      ({ orderId }) => orderId,
    ),
    events: many(
      (ids) => db.select().from(orderEvents).where(inArray(orderEvents.orderId, ids)).orderBy(orderEvents.version),
      ({ orderId }) => orderId,
    ),
    refunds: many(
      (ids) => db.select().from(refunds).where(inArray(refunds.orderId, ids)).orderBy(refunds.createdAt),
      ({ orderId }) => orderId,
    ),
    disputes: many(
      (ids) => db.select().from(disputes).where(inArray(disputes.orderId, ids)).orderBy(disputes.openedAt),
      ({ orderId }) => orderId,
    ),
    shipments: many(
      (ids) => db.select().from(shipments).where(inArray(shipments.orderId, ids)).orderBy(shipments.shippedAt),
      ({ orderId }) => orderId,
    ),
    shipmentLines: many(
      (ids) => db.select().from(shipmentLines).where(inArray(shipmentLines.shipmentId, ids)),
      ({ shipmentId }) => shipmentId,
    ),
    ownedOrders: ownedOrdersLoader(db),
    ownedCount: ownedCountLoader(db),
  };
  return {
    ...loaders,
    allOrders: (stretch) => listAllOrders(db, stretch),
    allCount: (status) => countAllOrders(db, status),
    forget: () => {
      for (const loader of Object.values(loaders)) loader.clearAll();
    },
  };
}

function one<Row>(read: (ids: string[]) => PromiseLike<Row[]>, keyOf: (row: Row) => string) {
  return new DataLoader<string, Row | null>(async (keys) => alignToKeys(keys, await readKnown(read, keys), keyOf));
}

function many<Row>(read: (ids: string[]) => PromiseLike<Row[]>, keyOf: (row: Row) => string) {
  return new DataLoader<string, Row[]>(async (keys) => groupByKeys(keys, await readKnown(read, keys), keyOf));
}

async function readKnown<Row>(read: (ids: string[]) => PromiseLike<Row[]>, keys: readonly string[]): Promise<Row[]> {
  const ids = keys.filter(isId);
  return ids.length === 0 ? [] : read(ids);
}

function ownedOrdersLoader(db: OrdersReader): OrdersLoaders['ownedOrders'] {
  return new DataLoader(
    inGroups(async (stretch, ownerIds) => {
      const owned = await listOwnedOrders(db, stretch.ownership, ownerIds, stretch);
      return groupByKeys(ownerIds, owned, ({ ownerId }) => ownerId).map((group) => group.map(({ orderId }) => orderId));
    }),
    { cacheKeyFn: (key) => JSON.stringify(key) },
  );
}

function ownedCountLoader(db: OrdersReader): OrdersLoaders['ownedCount'] {
  return new DataLoader(
    inGroups(async ({ ownership, status }, ownerIds) => {
      const counts = await countOwnedOrders(db, ownership, ownerIds, status);
      return alignToKeys(ownerIds, counts, ({ ownerId }) => ownerId ?? '').map((found) => found?.total ?? 0);
    }),
    { cacheKeyFn: (key) => JSON.stringify(key) },
  );
}

/** Asks once for all owners of whom the same is wanted; a page selects one stretch, so that is one statement. */
function inGroups<Key extends { readonly ownerId: string }, Value>(
  ask: (alike: Key, ownerIds: readonly string[]) => Promise<Value[]>,
): (keys: readonly Key[]) => Promise<Value[]> {
  return async (keys) => {
    const groups = new Map<string, Key[]>();
    for (const key of keys) {
      const alike = JSON.stringify({ ...key, ownerId: null });
      groups.set(alike, [...(groups.get(alike) ?? []), key]);
    }
    const values = new Map<Key, Value>();
    for (const group of groups.values()) {
      const [first] = group;
      if (!first) continue;
      const answers = await ask(
        first,
        group.map(({ ownerId }) => ownerId),
      );
      group.forEach((key, index) => {
        const answer = answers[index];
        if (answer !== undefined) values.set(key, answer);
      });
    }
    return keys.map((key) => {
      const value = values.get(key);
      if (value === undefined) throw new Error(`No answer for ${key.ownerId}`);
      return value;
    });
  };
}
