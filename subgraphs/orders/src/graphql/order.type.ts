import type { Currency } from '@souk/subgraph-kit';
import { AddressType, CurrencyCode, DateTime } from '@souk/subgraph-kit/graphql';
import { Ctx, Directive, Field, ID, Int, ObjectType } from 'type-graphql';
import type { OrdersContext } from '../context.js';
import type { Order } from '../domain/order.js';
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
import { OrderDocumentType, toOrderDocument } from './order-document.type.js';
import { OrderEventType, toOrderEvent } from './order-event.type.js';
import { OrderLineType, toOrderLine } from './order-line.type.js';
import { OrderNoteType, toOrderNote } from './order-note.type.js';
import { FulfillmentStatus, OrderStatus, PaymentStatus } from './order-status.enums.js';
import { PaymentType, RefundType, toPayment, toRefund } from './payment.type.js';
import { OrderReturnType, toOrderReturn } from './return.type.js';
import { ShipmentType, toShipment } from './shipment.type.js';
import { UserStub, userStub } from './stubs/user.stub.js';

@Directive('@key(fields: "id")')
@ObjectType('Order', {
  description:
    'A purchase. Its buyer and admins see all of it; a seller sees the own part: the own lines, what they come to, and where to send them.',
})
export class OrderType {
  seen!: SeenOrder;

  @Field(() => ID, {
    description: 'Of a guest’s order it is the key: whoever has it sees the order. A seller sees the part’s own id.',
  })
  id!: string;

  @Field(() => String, { description: 'For people, such as SK-7Q2M0XKD.' })
  number!: string;

  @Field(() => OrderStatus)
  status!: OrderStatus;

  @Field(() => PaymentStatus)
  paymentStatus!: PaymentStatus;

  @Field(() => FulfillmentStatus, { description: 'For a seller: of the own lines.' })
  async fulfillmentStatus(@Ctx() { loaders }: OrdersContext): Promise<FulfillmentStatus> {
    return fulfilmentInSight(loaders, this.seen);
  }

  @Field(() => Int, { description: 'Goes up by one with every change.' })
  version!: number;

  @Field(() => CartTotalsType, { description: 'For a seller: what the own lines come to, without shipping.' })
  async totals(@Ctx() { loaders }: OrdersContext): Promise<CartTotalsType> {
    const { order, sight } = this.seen;
    if (sight.kind === 'whole') return toTotals(order, order.currency);
    return toTotals(totalsOfLines(await linesInSight(loaders, this.seen)), order.currency);
  }

  @Field(() => CurrencyCode)
  currency!: Currency;

  @Field(() => String, { nullable: true, description: 'Null for a seller.' })
  email!: string | null;

  @Field(() => AddressType)
  shippingAddress!: AddressType;

  @Field(() => AddressType, { nullable: true, description: 'Null for a seller.' })
  billingAddress!: AddressType | null;

  @Field(() => DateTime, {
    nullable: true,
    description: 'When the last parcel should be there, at the latest; null once it is, and when it will not come.',
  })
  estimatedDelivery!: Date | null;

  @Field(() => UserStub, { nullable: true, description: 'Null for a guest’s order, and for a seller.' })
  buyer!: UserStub | null;

  @Field(() => DateTime)
  createdAt!: Date;

  @Field(() => DateTime)
  updatedAt!: Date;

  @Field(() => [OrderLineType])
  async lines(@Ctx() { loaders }: OrdersContext): Promise<OrderLineType[]> {
    return (await linesInSight(loaders, this.seen)).map((line) => toOrderLine(line, this.currency));
  }

  @Field(() => PaymentType, { nullable: true, description: 'Null for a seller.' })
  async payment(@Ctx() { loaders }: OrdersContext): Promise<PaymentType | null> {
    if (this.seen.sight.kind !== 'whole') return null;
    const payment = await loaders.payment.load(this.id);
    return payment && toPayment(payment, this.currency);
  }

  @Field(() => [RefundType], { description: 'None for a seller.' })
  async refunds(@Ctx() { loaders }: OrdersContext): Promise<RefundType[]> {
    if (this.seen.sight.kind !== 'whole') return [];
    return (await loaders.refunds.load(this.id)).map((refund) => toRefund(refund, this.currency));
  }

  @Field(() => [ShipmentType])
  async shipments(@Ctx() { loaders }: OrdersContext): Promise<ShipmentType[]> {
    return (await shipmentsInSight(loaders, this.seen)).map((shipment) => toShipment(shipment, this.seen.sight));
  }

  @Field(() => [OrderNoteType], {
    description: 'What the staff wrote down, oldest first: for the buyer, what is meant for the buyer.',
  })
  async notes(@Ctx() context: OrdersContext): Promise<OrderNoteType[]> {
    return (await notesInSight(context, this.seen)).map(toOrderNote);
  }

  @Field(() => [OrderDocumentType], {
    description: 'Invoice and credit notes, once they are issued; none for a seller.',
  })
  async documents(@Ctx() { loaders }: OrdersContext): Promise<OrderDocumentType[]> {
    const { order, sight } = this.seen;
    if (sight.kind !== 'whole') return [];
    return (await loaders.documents.load(order.id)).map((document) => toOrderDocument(document, order));
  }

  @Field(() => [OrderReturnType], { description: 'Oldest first. A seller sees those of own lines.' })
  async returns(@Ctx() { loaders }: OrdersContext): Promise<OrderReturnType[]> {
    return (await returnsInSight(loaders, this.seen)).map((goods) => toOrderReturn(goods, this.seen));
  }

  @Field(() => [OrderEventType], {
    description: 'Oldest first; one event per version. A seller sees those which changed the status.',
  })
  async timeline(@Ctx() { loaders }: OrdersContext): Promise<OrderEventType[]> {
    return (await eventsInSight(loaders, this.seen)).map((event) => toOrderEvent(event, this.id));
  }
}

const UNDER_WAY: readonly OrderStatus[] = ['PENDING', 'CONFIRMED', 'PROCESSING', 'SHIPPED'];

export function toOrder(seen: SeenOrder): OrderType {
  const { order } = seen;
  const { number, status, paymentStatus, version, currency, createdAt, updatedAt } = order;
  return Object.assign(new OrderType(), {
    seen,
    id: idInSight(seen),
    ...{ number, status, paymentStatus, version, currency, createdAt, updatedAt },
    shippingAddress: toAddress(`${idInSight(seen)}:shipping`, order.shippingAddress),
    estimatedDelivery: UNDER_WAY.includes(status) ? order.estimatedDeliveryAt : null,
    ...buyerOf(seen),
  });
}

/** What of the buyer shipping does not need. */
function buyerOf({ order, sight }: SeenOrder): Pick<OrderType, 'email' | 'billingAddress' | 'buyer'> {
  if (sight.kind !== 'whole') return { email: null, billingAddress: null, buyer: null };
  const { id, email, userId, billingAddress } = order;
  const buyer = userId === null ? null : userStub(userId);
  return { email, billingAddress: toAddress(`${id}:billing`, billingAddress), buyer };
}

/** An order keeps its addresses as they were; they are in nobody's address book. */
export function toAddress(id: string, address: Order['shippingAddress']): AddressType {
  return Object.assign(new AddressType(), { ...address, id, isDefault: false });
}
