import { connectionOf, DateTime } from '@souk/subgraph-kit/graphql';
import { Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { STOCK_MOVEMENT_KINDS, type StockMovementKind } from '../domain/stock-movement.js';

export const StockMovementKindEnum = Object.fromEntries(STOCK_MOVEMENT_KINDS.map((kind) => [kind, kind]));

registerEnumType(StockMovementKindEnum, {
  name: 'StockMovementKind',
  description: 'Why pieces moved. OPENING is the first movement of a stock item.',
});

@ObjectType('StockMovement', {
  description: 'One line of the ledger: the sums of an item’s deltas are its `onHand` and `reserved`.',
})
export class StockMovementType {
  variantId!: string;

  warehouseId!: string;

  @Field(() => ID)
  id!: string;

  @Field(() => StockMovementKindEnum)
  kind!: StockMovementKind;

  @Field(() => Int)
  onHandDelta!: number;

  @Field(() => Int)
  reservedDelta!: number;

  @Field(() => String, { nullable: true, description: 'In the words of who adjusted; null for what orders move.' })
  reason!: string | null;

  @Field(() => String, { nullable: true, description: 'The order’s id, or the id of who adjusted.' })
  reference!: string | null;

  @Field(() => DateTime)
  createdAt!: Date;
}

export const StockMovementConnection = connectionOf('StockMovement', () => StockMovementType);
