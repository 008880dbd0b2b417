import type { Currency } from '@souk/subgraph-kit';
import { AddressType, CurrencyCode, DateTime } from '@souk/subgraph-kit/graphql';
import { Ctx, Directive, Field, ID, ObjectType } from 'type-graphql';
import type { OrdersContext } from '../context.js';
import { totalsOfLines } from '../domain/seller-part.js';
import { CartTotalsType, toTotals } from './cart-totals.type.js';
import {
  eventsInSight,
  fulfilmentInSight,
  idInSight,
  linesInSight,
  notesInSight,
  returnsInSight,
  type SeenOrder,
  shipmentsInSight,
} from './in-sight.js';
import { toAddress } from './order.type.js';
import { OrderEventType, toOrderEvent } from './order-event.type.js';
import { OrderLineType, toOrderLine } from './order-line.type.js';
import { OrderNoteType, toOrderNote } from './order-note.type.js';
import { FulfillmentStatus, OrderStatus } from './order-status.enums.js';
import { OrderReturnType, toOrderReturn } from './return.type.js';
import { ShipmentType, toShipment } from './shipment.type.js';

@Directive('@key(fields: "id")')
@ObjectType('SellerOrder', {
  description: 'A seller’s part of an order: what the seller sends, and nothing of what is others’.',
})
export class SellerOrderType {
  seen!: SeenOrder;

  @Field(() => ID, { description: 'Of the part; `orderFulfill` takes it.' })
  id!: string;

  @Field(() => String, { description: 'The order’s, for people.' })
  number!: string;

  @Field(() => OrderStatus, { description: 'Of the whole order.' })
  status!: OrderStatus;

  @Field(() => CurrencyCode)
  currency!: Currency;

  @Field(() => AddressType)
  shippingAddress!: AddressType;

  @Field(() => DateTime)
  createdAt!: Date;

  @Field(() => FulfillmentStatus, { description: 'Of the seller’s lines.' })
  async fulfillmentStatus(@Ctx() { loaders }: OrdersContext): Promise<FulfillmentStatus> {
    return fulfilmentInSight(loaders, this.seen);
  }

  @Field(() => CartTotalsType, { description: 'What the seller’s lines come to, without shipping.' })
  async totals(@Ctx() { loaders }: OrdersContext): Promise<CartTotalsType> {
    return toTotals(totalsOfLines(await linesInSight(loaders, this.seen)), this.currency);
  }

  @Field(() => [OrderLineType])
  async lines(@Ctx() { loaders }: OrdersContext): Promise<OrderLineType[]> {
    return (await linesInSight(loaders, this.seen)).map((line) => toOrderLine(line, this.currency));
  }

  @Field(() => [ShipmentType], { description: 'With the seller’s pieces alone.' })
  async shipments(@Ctx() { loaders }: OrdersContext): Promise<ShipmentType[]> {
    return (await shipmentsInSight(loaders, this.seen)).map((shipment) => toShipment(shipment, this.seen.sight));
  }

  @Field(() => [OrderNoteType], { description: 'About this part, oldest first.' })
  async notes(@Ctx() context: OrdersContext): Promise<OrderNoteType[]> {
    return (await notesInSight(context, this.seen)).map(toOrderNote);
  }

  @Field(() => [OrderReturnType], { description: 'Of the seller’s lines, oldest first.' })
  async returns(@Ctx() { loaders }: OrdersContext): Promise<OrderReturnType[]> {
    return (await returnsInSight(loaders, this.seen)).map((goods) => toOrderReturn(goods, this.seen));
  }

  @Field(() => [OrderEventType], { description: 'The changes of the order’s status, oldest first.' })
  async timeline(@Ctx() { loaders }: OrdersContext): Promise<OrderEventType[]> {
    return (await eventsInSight(loaders, this.seen)).map((event) => toOrderEvent(event, this.id));
  }
}

export function toSellerOrder(seen: SeenOrder): SellerOrderType {
  const { number, status, currency, shippingAddress, createdAt } = seen.order;
  const id = idInSight(seen);
  return Object.assign(new SellerOrderType(), {
    ...{ seen, id, number, status, currency, createdAt },
    shippingAddress: toAddress(`${id}:shipping`, shippingAddress),
  });
}
