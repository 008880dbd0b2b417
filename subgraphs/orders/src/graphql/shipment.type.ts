import { DateTime } from '@souk/subgraph-kit/graphql';
import { Ctx, Field, ID, Int, ObjectType } from 'type-graphql';
import type { OrdersContext } from '../context.js';
import { trackingUrl } from '../domain/carriers.js';
import type { Shipment } from '../domain/order.js';
import { isAdmin, type Sight } from '../domain/order-access.js';
import { piecesInSight } from './in-sight.js';

@ObjectType('ShipmentLine', { description: 'Pieces of an order’s line in a parcel.' })
export class ShipmentLineType {
  @Field(() => ID, { description: 'Of the order’s line.' })
  lineId!: string;

  @Field(() => Int)
  quantity!: number;
}

@ObjectType('Shipment', { description: 'A parcel.' })
export class ShipmentType {
  orderId!: string;
  sight!: Sight;

  @Field(() => ID)
  id!: string;

  @Field(() => String)
  carrier!: string;

  @Field(() => String)
  trackingNumber!: string;

  @Field(() => DateTime)
  shippedAt!: Date;

  @Field(() => DateTime, { nullable: true, description: 'Null while it is on its way.' })
  deliveredAt!: Date | null;

  @Field(() => String, { nullable: true, description: 'Null for a carrier whose page we do not know.' })
  trackingUrl(): string | null {
    return trackingUrl(this.carrier, this.trackingNumber);
  }

  @Field(() => String, {
    nullable: true,
    description: 'A page to lay into the parcel; opens for fifteen minutes. Null for the buyer.',
  })
  packingSlipUrl(@Ctx() { app, viewer }: OrdersContext): string | null {
    const { sight } = this;
    if (sight.kind === 'part') return app.documentUrl(`/packing-slips/${this.id}/${sight.part.sellerId}`);
    return isAdmin(viewer) ? app.documentUrl(`/packing-slips/${this.id}`) : null;
  }

  @Field(() => [ShipmentLineType])
  async lines(@Ctx() { loaders }: OrdersContext): Promise<ShipmentLineType[]> {
    const seen = { order: { id: this.orderId }, sight: this.sight, shipmentId: this.id };
    return (await piecesInSight(loaders, seen)).map(({ orderLineId: lineId, quantity }) =>
      Object.assign(new ShipmentLineType(), { lineId, quantity }),
    );
  }
}

export function toShipment(shipment: Shipment, sight: Sight): ShipmentType {
  return Object.assign(new ShipmentType(), { ...shipment, sight });
}
