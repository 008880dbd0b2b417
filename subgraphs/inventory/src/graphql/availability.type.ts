import { Field, Int, ObjectType } from 'type-graphql';
import { WarehouseType } from './warehouse.type.js';

@ObjectType('WarehouseStock', { description: 'What one warehouse can give of a variant.' })
export class WarehouseStockType {
  @Field(() => WarehouseType)
  warehouse!: WarehouseType;

  @Field(() => Int, { description: 'Pieces that can be sold: on hand, less reserved, less safety stock.' })
  available!: number;
}

@ObjectType('Availability', { description: 'Whether a variant can be sold now.' })
export class AvailabilityType {
  variantId!: string;

  available!: number;

  @Field(() => Boolean)
  inStock(): boolean {
    return this.available > 0;
  }
}
