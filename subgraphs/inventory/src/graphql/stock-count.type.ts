import { connectionOf, DateTime, UserErrorType } from '@souk/subgraph-kit/graphql';
import { Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { STOCK_ERROR_CODES } from '../domain/stock.errors.js';
import { COUNT_STATUSES, type CountStatus, differenceOf } from '../domain/stock-count.js';
import type { BelowReserved } from '../use-cases/take-stock.js';

export const CountStatusEnum = Object.fromEntries(COUNT_STATUSES.map((status) => [status, status]));

registerEnumType(CountStatusEnum, { name: 'StockCountStatus' });

@ObjectType('StockCount', { description: 'A stock-taking of one warehouse.' })
export class StockCountType {
  warehouseId!: string;

  @Field(() => ID)
  id!: string;

  @Field(() => CountStatusEnum)
  status!: CountStatus;

  @Field(() => String, { nullable: true })
  note!: string | null;

  @Field(() => DateTime)
  openedAt!: Date;

  @Field(() => DateTime, { nullable: true, description: 'When it was closed or cancelled.' })
  endedAt!: Date | null;
}

@ObjectType('StockCountLine')
export class StockCountLineType {
  variantId!: string;

  @Field(() => Int)
  counted!: number;

  @Field(() => Int, { description: 'Pieces that should have lain there at the moment when the number was entered.' })
  expected!: number;

  @Field(() => DateTime)
  enteredAt!: Date;

  @Field(() => Int, { description: 'What closing the count adds to the stock, or takes from it.' })
  difference(): number {
    return differenceOf(this);
  }
}

export const StockCountLineConnection = connectionOf('StockCountLine', () => StockCountLineType);

@ObjectType()
export class StockCountPayload {
  @Field(() => StockCountType, { nullable: true, description: 'Null when nothing was changed.' })
  count!: StockCountType | null;

  @Field(() => [UserErrorType])
  userErrors!: UserErrorType[];
}

@ObjectType('StockCountBelowReservedError', {
  implements: UserErrorType,
  description: 'Fewer pieces were counted than are set aside for orders: cancel some of those, or count again.',
})
export class StockCountBelowReservedErrorType extends UserErrorType {
  @Field(() => ID)
  variantId!: string;

  @Field(() => Int)
  onHand!: number;

  @Field(() => Int)
  reserved!: number;
}

export function aCountBelowReservedError({ variantId, onHand, reserved }: BelowReserved): UserErrorType {
  return Object.assign(new StockCountBelowReservedErrorType(), {
    code: STOCK_ERROR_CODES.countBelowReserved,
    message: `${reserved} pieces are set aside for orders`,
    path: null,
    variantId,
    onHand,
    reserved,
  });
}
