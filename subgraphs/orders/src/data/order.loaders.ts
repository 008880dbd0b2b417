import type DataLoader from 'dataloader';
import { inArray } from 'drizzle-orm';
import type { Order, OrderEvent, OrderLine, Shipment, ShipmentLine } from '../domain/order.js';
import type { Dispute, Payment, Refund } from '../domain/payment.js';
import type { Return } from '../domain/return.js';
import type { OrderPart } from '../domain/seller-part.js';
import { type AfterSaleLoaders, createAfterSaleLoaders } from './after-sale.loaders.js';
import type { OrdersReader } from './database.js';
import { many, one } from './keyed-loaders.js';
import { findOrders } from './order.repository.js';
import { createOrderListLoaders, type OrderListLoaders } from './order-list.loaders.js';
import {
  countAllOrders,
  countOutstandingOrders,
  listAllOrders,
  listOutstandingOrders,
  type OrderStretch,
} from './order-list.repository.js';
import { countReturns, listReturns, type ReturnStretch, type ReturnsOf } from './return-list.repository.js';
import {
  disputes,
  orderEvents,
  orderLines,
  orderSellers,
  payments,
  refunds,
  shipmentLines,
  shipments,
} from './tables.js';

/** Reads for one request: one statement per kind and batch, whatever the number of keys. */
export interface OrdersLoaders extends OrderListLoaders, AfterSaleLoaders {
  /** null for an id that is malformed or unknown; whether the viewer may see it is not asked here */
  readonly order: DataLoader<string, Order | null>;
  readonly payment: DataLoader<string, Payment | null>;
  /** by the part's own id; null as for orders */
  readonly part: DataLoader<string, OrderPart | null>;
  /** the following are lists by order id, oldest first; lines in the order of the cart */
  readonly parts: DataLoader<string, OrderPart[]>;
  readonly lines: DataLoader<string, OrderLine[]>;
  readonly events: DataLoader<string, OrderEvent[]>;
  readonly refunds: DataLoader<string, Refund[]>;
  readonly disputes: DataLoader<string, Dispute[]>;
  readonly shipments: DataLoader<string, Shipment[]>;
  /** by shipment id */
  readonly shipmentLines: DataLoader<string, ShipmentLine[]>;
  allOrders(stretch: OrderStretch): Promise<string[]>;
  allCount(status: OrderStretch['status']): Promise<number>;
  outstandingOrders(stretch: OrderStretch): Promise<string[]>;
  outstandingCount(): Promise<number>;
  listReturns(stretch: ReturnStretch): Promise<Return[]>;
  countReturns(which: ReturnsOf): Promise<number>;
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
    part: one(
      (ids) => db.select().from(orderSellers).where(inArray(orderSellers.id, ids)),
      ({ id }) => id,
    ),
    parts: many(
      (ids) => db.select().from(orderSellers).where(inArray(orderSellers.orderId, ids)),
      ({ orderId }) => orderId,
    ),
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
    ...createOrderListLoaders(db),
    ...createAfterSaleLoaders(db),
  };
  return {
    ...loaders,
    allOrders: (stretch) => listAllOrders(db, stretch),
    allCount: (status) => countAllOrders(db, status),
    outstandingOrders: (stretch) => listOutstandingOrders(db, stretch),
    outstandingCount: () => countOutstandingOrders(db),
    listReturns: (stretch) => listReturns(db, stretch),
    countReturns: (which) => countReturns(db, which),
    forget: () => {
      for (const loader of Object.values(loaders)) loader.clearAll();
    },
  };
}
