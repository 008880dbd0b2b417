import type { Currency } from '@souk/subgraph-kit';
import { AddressType, CurrencyCode, DateTime } from '@souk/subgraph-kit/graphql';
import { Ctx, Directive, Field, ID, Int, ObjectType } from 'type-graphql';
import type { OrdersContext } from '../context.js';
import type { Order } from '../domain/order.js';
import { CartTotalsType, toTotals } from './cart-totals.type.js';
import { OrderEventType, toOrderEvent } from './order-event.type.js';
import { OrderLineType, toOrderLine } from './order-line.type.js';
import { FulfillmentStatus, OrderStatus, PaymentStatus } from './order-status.enums.js';
import { PaymentType, RefundType, toPayment, toRefund } from './payment.type.js';
import { ShipmentType, toShipment } from './shipment.type.js';
import { UserStub, userStub } from './stubs/user.stub.js';

@Directive('@key(fields: "id")')
@ObjectType('Order', { description: 'A purchase. Seen by its buyer, by the sellers of its lines, and by admins.' })
export class OrderType {
  @Field(() => ID, { description: 'Of a guest’s order it is the key: whoever has it sees the order.' })
  id!: string;

  @Field(() => String, { description: 'For people, such as SK-7Q2M0XKD.' })
  number!: string;

  @Field(() => OrderStatus)
  status!: OrderStatus;

  @Field(() => PaymentStatus)
  paymentStatus!: PaymentStatus;

  @Field(() => FulfillmentStatus)
  fulfillmentStatus!: FulfillmentStatus;

  @Field(() => Int, { description: 'Goes up by one with every change.' })
  version!: number;

  @Field(() => CartTotalsType)
  totals!: CartTotalsType;

  @Field(() => CurrencyCode)
  currency!: Currency;

  @Field(() => String)
  email!: string;

  @Field(() => AddressType)
  shippingAddress!: AddressType;

  @Field(() => AddressType)
  billingAddress!: AddressType;

  @Field(() => DateTime, {
    nullable: true,
    description: 'When the last parcel should be there, at the latest; null once it is, and when it will not come.',
  })
  estimatedDelivery!: Date | null;

  @Field(() => UserStub, { nullable: true, description: 'Null for a guest’s order.' })
  buyer!: UserStub | null;

  @Field(() => DateTime)
  createdAt!: Date;

  @Field(() => DateTime)
  updatedAt!: Date;

  @Field(() => [OrderLineType])
  async lines(@Ctx() { loaders }: OrdersContext): Promise<OrderLineType[]> {
    return (await loaders.lines.load(this.id)).map((line) => toOrderLine(line, this.currency));
  }

  @Field(() => PaymentType, { nullable: true })
  async payment(@Ctx() { loaders }: OrdersContext): Promise<PaymentType | null> {
    const payment = await loaders.payment.load(this.id);
    return payment && toPayment(payment, this.currency);
  }

  @Field(() => [RefundType])
  async refunds(@Ctx() { loaders }: OrdersContext): Promise<RefundType[]> {
    return (await loaders.refunds.load(this.id)).map((refund) => toRefund(refund, this.currency));
  }

  @Field(() => [ShipmentType])
  async shipments(@Ctx() { loaders }: OrdersContext): Promise<ShipmentType[]> {
    return (await loaders.shipments.load(this.id)).map(toShipment);
  }

  @Field(() => [OrderEventType], { description: 'Oldest first; one event per version.' })
  async timeline(@Ctx() { loaders }: OrdersContext): Promise<OrderEventType[]> {
    return (await loaders.events.load(this.id)).map(toOrderEvent);
  }
}

const UNDER_WAY: readonly OrderStatus[] = ['PENDING', 'CONFIRMED', 'PROCESSING', 'SHIPPED'];

export function toOrder(order: Order): OrderType {
  const { id, number, status, paymentStatus, fulfillmentStatus, version, currency, email } = order;
  const { createdAt, updatedAt } = order;
  return Object.assign(new OrderType(), {
    ...{ id, number, status, paymentStatus, fulfillmentStatus, version, currency, email, createdAt, updatedAt },
    totals: toTotals(order, currency),
    shippingAddress: toAddress(`${id}:shipping`, order.shippingAddress),
    billingAddress: toAddress(`${id}:billing`, order.billingAddress),
    estimatedDelivery: UNDER_WAY.includes(status) ? order.estimatedDeliveryAt : null,
    buyer: order.userId === null ? null : userStub(order.userId),
  });
}

/** An order keeps its addresses as they were; they are in nobody's address book. */
function toAddress(id: string, address: Order['shippingAddress']): AddressType {
  return Object.assign(new AddressType(), { ...address, id, isDefault: false });
}
