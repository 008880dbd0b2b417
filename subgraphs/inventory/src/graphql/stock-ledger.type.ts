import { Field, Int, ObjectType } from 'type-graphql';

@ObjectType('StockLedgerGap', { description: 'A stock item whose numbers are not what they must be.' })
export class StockLedgerGapType {
  variantId!: string;

  warehouseId!: string;

  @Field(() => Int)
  onHand!: number;

  @Field(() => Int, { description: 'The sum of its movements.' })
  ledgerOnHand!: number;

  @Field(() => Int)
  reserved!: number;

  @Field(() => Int, { description: 'The sum of its movements.' })
  ledgerReserved!: number;

  @Field(() => Int, { description: 'Pieces of it that orders hold.' })
  heldForOrders!: number;
}

@ObjectType('StockLedgerReport', { description: 'All stock items beside the sums of their movements.' })
export class StockLedgerReportType {
  @Field(() => Int)
  itemCount!: number;

  @Field(() => Int)
  gapCount!: number;

  @Field(() => [StockLedgerGapType], { description: 'The first hundred, by variant.' })
  gaps!: readonly StockLedgerGapType[];
}
