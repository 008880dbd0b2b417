import { DateTime, UserErrorType } from '@souk/subgraph-kit/graphql';
import { Field, Int, ObjectType } from 'type-graphql';
import { STOCK_ERROR_CODES } from '../domain/stock.errors.js';

@ObjectType('StockItem', { description: 'The pieces of one variant in one warehouse.' })
export class StockItemType {
  variantId!: string;

  warehouseId!: string;

  @Field(() => Int, { description: 'Pieces on the shelf; below 0: pieces that are owed to orders.' })
  onHand!: number;

  @Field(() => Int, { description: 'Pieces of those that are set aside for orders.' })
  reserved!: number;

  @Field(() => Int, { description: 'Pieces that are never sold.' })
  safetyStock!: number;

  @Field(() => Int, { description: 'Pieces that can be sold: on hand, less reserved, less safety stock; at least 0.' })
  available!: number;

  @Field(() => Int, { description: 'Pieces that may be sold before they are there; 0: none.' })
  backorderLimit!: number;

  @Field(() => Int, { nullable: true, description: 'Days until those are there; null without a limit.' })
  backorderLeadDays!: number | null;

  @Field(() => DateTime)
  updatedAt!: Date;
}

@ObjectType()
export class StockRulesSetPayload {
  @Field(() => StockItemType, { nullable: true, description: 'Null when nothing was changed.' })
  stockItem!: StockItemType | null;

  @Field(() => [UserErrorType])
  userErrors!: UserErrorType[];
}

@ObjectType()
export class LowStockThresholdSetPayload {
  @Field(() => Int, { nullable: true })
  threshold!: number | null;

  @Field(() => [UserErrorType])
  userErrors!: UserErrorType[];
}

@ObjectType()
export class StockAdjustPayload {
  @Field(() => StockItemType, { nullable: true, description: 'Null when nothing was changed.' })
  stockItem!: StockItemType | null;

  @Field(() => [UserErrorType])
  userErrors!: UserErrorType[];
}

@ObjectType('StockBelowReservedError', {
  implements: UserErrorType,
  description: 'The adjustment would take pieces that are set aside for orders.',
})
export class StockBelowReservedErrorType extends UserErrorType {
  @Field(() => Int)
  onHand!: number;

  @Field(() => Int)
  reserved!: number;
}

export function aBelowReservedError({ onHand, reserved }: { onHand: number; reserved: number }): UserErrorType {
  return Object.assign(new StockBelowReservedErrorType(), {
    code: STOCK_ERROR_CODES.belowReserved,
    message: `Of ${onHand} pieces ${reserved} are set aside for orders`,
    path: ['input', 'delta'],
    onHand,
    reserved,
  });
}
