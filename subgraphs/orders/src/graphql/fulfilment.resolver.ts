import { requireId } from '@souk/subgraph-kit';
import { anInputError, UserErrorType } from '@souk/subgraph-kit/graphql';
import { Arg, Ctx, Field, Mutation, ObjectType, Resolver } from 'type-graphql';
import type { OrdersContext } from '../context.js';
import { deliverShipment } from '../use-cases/deliver-shipment.js';
import { type Fulfillment, fulfillOrder } from '../use-cases/fulfill-order.js';
import { OrderFulfillInput, parseOrderFulfill, ShipmentDeliverInput } from './fulfilment.inputs.js';
import { OrderType } from './order.type.js';
import { rereadOrder } from './readable-order.js';
import { ShipmentType, toShipment } from './shipment.type.js';

@ObjectType()
export class OrderFulfillPayload {
  @Field(() => OrderType, { nullable: true })
  order!: OrderType | null;

  @Field(() => ShipmentType, { nullable: true, description: 'The parcel; null when it could not be sent.' })
  shipment!: ShipmentType | null;

  @Field(() => [UserErrorType])
  userErrors!: UserErrorType[];
}

@ObjectType()
export class ShipmentDeliverPayload {
  @Field(() => OrderType, { nullable: true })
  order!: OrderType | null;

  @Field(() => ShipmentType, { nullable: true })
  shipment!: ShipmentType | null;

  @Field(() => [UserErrorType])
  userErrors!: UserErrorType[];
}

@Resolver()
export class FulfilmentResolver {
  @Mutation(() => OrderFulfillPayload, {
    description: 'Sends a parcel with pieces of a paid order. For sellers (their own lines) and admins.',
  })
  async orderFulfill(
    @Arg('input', () => OrderFulfillInput) input: OrderFulfillInput,
    @Ctx() context: OrdersContext,
  ): Promise<OrderFulfillPayload> {
    const request = parseOrderFulfill(input);
    const result = await fulfillOrder(context.app, { viewer: context.viewer, ...request });
    return presentFulfillment(context, request.orderId, result);
  }

  @Mutation(() => ShipmentDeliverPayload, {
    description: 'Notes that a parcel arrived. For the sellers of what is in it, and admins. Safe to repeat.',
  })
  async shipmentDeliver(
    @Arg('input', () => ShipmentDeliverInput) { shipmentId }: ShipmentDeliverInput,
    @Ctx() context: OrdersContext,
  ): Promise<ShipmentDeliverPayload> {
    const id = requireId(shipmentId, ['input', 'shipmentId']);
    const { orderId } = await deliverShipment(context.app, { viewer: context.viewer, shipmentId: id });
    const order = await rereadOrder(context, orderId);
    return Object.assign(new ShipmentDeliverPayload(), {
      order,
      shipment: order && (await findShipment(context, order, id)),
      userErrors: [],
    });
  }
}

async function presentFulfillment(
  context: OrdersContext,
  orderId: string,
  result: Fulfillment,
): Promise<OrderFulfillPayload> {
  const order = await rereadOrder(context, orderId);
  if (result.kind === 'objected') {
    const { code, message, path } = result.objection;
    return Object.assign(new OrderFulfillPayload(), {
      order,
      shipment: null,
      userErrors: [anInputError(code, message, path)],
    });
  }
  const shipment = order && (await findShipment(context, order, result.shipmentId));
  return Object.assign(new OrderFulfillPayload(), { order, shipment, userErrors: [] });
}

async function findShipment({ loaders }: OrdersContext, { seen }: OrderType, id: string): Promise<ShipmentType | null> {
  const shipment = (await loaders.shipments.load(seen.order.id)).find((one) => one.id === id);
  return shipment ? toShipment(shipment, seen.sight) : null;
}
