import { decodeCursor, encodeCursor } from '@souk/subgraph-kit';
import { DateTime } from '@souk/subgraph-kit/graphql';
import { Field, ObjectType } from 'type-graphql';
import { z } from 'zod';
import type { OrderEvent } from '../domain/order.js';
import { OrderStatus } from './order-status.enums.js';

@ObjectType('OrderEvent', { description: 'One thing that happened to an order.' })
export class OrderEventType {
  @Field(() => String, { description: 'Place in the timeline, for `orderStatusChanged(after:)`.' })
  cursor!: string;

  @Field(() => OrderStatus, { description: 'Of the order from then on.' })
  status!: OrderStatus;

  @Field(() => String, {
    description:
      'ORDER_PLACED, PAYMENT_ACTION_REQUIRED, PAYMENT_FAILED, PAYMENT_AUTHORIZED, PAYMENT_SUCCEEDED, PAYMENT_CAPTURED, ' +
      'PAYMENT_RELEASED, PAYMENT_OUTSTANDING, OUTSTANDING_CLOSED, PAYMENT_LATE, STOCK_BACKORDERED, STOCK_ARRIVED, ORDER_PROCESSING, SHIPMENT_SENT, SHIPMENT_DELIVERED, PIECES_DROPPED, REST_REFUNDED, ' +
      'RETURN_REQUESTED, RETURN_APPROVED, RETURN_REJECTED, RETURN_WITHDRAWN, RETURN_RECEIVED, RETURN_COMPLETED, ORDER_CANCELLED, ORDER_RETURNED, ' +
      'REFUND_SUCCEEDED, REFUND_FAILED, DISPUTE_OPENED, DISPUTE_WON, DISPUTE_LOST, DISPUTE_CLOSED; more may come.',
  })
  kind!: string;

  @Field(() => String, { description: 'For people, in English.' })
  message!: string;

  @Field(() => DateTime)
  at!: Date;
}

/** @param orderId  what the viewer knows the order by */
export function toOrderEvent({ version, kind, status, message, at }: OrderEvent, orderId: string): OrderEventType {
  const cursor = encodeCursor(timelineOf(orderId), [version]);
  return Object.assign(new OrderEventType(), { cursor, kind, status, message, at });
}

/**
 * @returns the version that a cursor of this order's timeline stands for
 * @throws InvalidInputError  for any other text
 */
export function readEventCursor(orderId: string, cursor: string): number {
  const [version] = decodeCursor(
    timelineOf(orderId),
    cursor,
    z.tuple([
      z
        .int()
        .min(1)
        .max(2 ** 31 - 1),
    ]),
  );
  return version;
}

function timelineOf(orderId: string): string {
  return `order-events:${orderId}`;
}
