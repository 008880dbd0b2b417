import { Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import { STOCK_STATES, type StockState, stockState } from '../domain/stock-state.js';
import { LOW_STOCK_QUANTITY } from '../domain/visible-quantity.js';
import { WarehouseType } from './warehouse.type.js';

@ObjectType('WarehouseStock', { description: 'What one warehouse can give of a variant.' })
export class WarehouseStockType {
  @Field(() => WarehouseType)
  warehouse!: WarehouseType;

  @Field(() => Int, { description: 'Pieces that can be sold: on hand, less reserved, less safety stock.' })
  available!: number;
}

export const StockStateEnum = Object.fromEntries(STOCK_STATES.map((state) => [state, state]));

registerEnumType(StockStateEnum, {
  name: 'StockState',
  description: `LOW_STOCK: at most ${LOW_STOCK_QUANTITY} pieces are left. BACKORDER: none is there, but some are sold that are to come.`,
});

@ObjectType('Availability', { description: 'Whether a variant can be sold now.' })
export class AvailabilityType {
  variantId!: string;

  available!: number;

  sellable!: number;

  leadDays!: number | null;

  @Field(() => Boolean, { description: 'Whether some can be sold now, in state BACKORDER too.' })
  inStock(): boolean {
    return this.sellable > 0;
  }

  @Field(() => StockStateEnum)
  state(): StockState {
    return stockState(this);
  }

  @Field(() => Int, {
    nullable: true,
    description: 'Days until what is sold beyond stock is there; null when nothing is.',
  })
  backorderLeadDays(): number | null {
    return this.leadDays;
  }
}
