import { connectionOf, DateTime, UserErrorType } from '@souk/subgraph-kit/graphql';
import { Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import type { ShortLine } from '../domain/short-of-stock.error.js';
import { STOCK_ERROR_CODES } from '../domain/stock.errors.js';
import { TRANSFER_STATUSES, type TransferStatus } from '../domain/transfer-status.js';

export const TransferStatusEnum = Object.fromEntries(TRANSFER_STATUSES.map((status) => [status, status]));

registerEnumType(TransferStatusEnum, {
  name: 'StockTransferStatus',
  description: 'CREATED: nothing has moved. IN_TRANSIT: the pieces left one shelf and lie on none.',
});

@ObjectType('StockTransferLine')
export class StockTransferLineType {
  variantId!: string;

  @Field(() => Int, { description: 'Pieces that were, or are to be, sent.' })
  quantity!: number;

  @Field(() => Int, { nullable: true, description: 'Pieces that arrived; null until then.' })
  received!: number | null;
}

@ObjectType('StockTransfer', { description: 'Pieces that go from one warehouse to another.' })
export class StockTransferType {
  fromWarehouseId!: string;

  toWarehouseId!: string;

  @Field(() => ID)
  id!: string;

  @Field(() => TransferStatusEnum)
  status!: TransferStatus;

  @Field(() => String, { nullable: true })
  note!: string | null;

  @Field(() => DateTime)
  createdAt!: Date;

  @Field(() => DateTime, { nullable: true })
  shippedAt!: Date | null;

  @Field(() => DateTime, { nullable: true, description: 'When it was received or cancelled.' })
  endedAt!: Date | null;
}

export const StockTransferConnection = connectionOf('StockTransfer', () => StockTransferType);

@ObjectType()
export class StockTransferPayload {
  @Field(() => StockTransferType, { nullable: true, description: 'Null when nothing was changed.' })
  transfer!: StockTransferType | null;

  @Field(() => [UserErrorType])
  userErrors!: UserErrorType[];
}

@ObjectType('StockTransferShortError', {
  implements: UserErrorType,
  description: 'The warehouse has fewer pieces that nobody has reserved.',
})
export class StockTransferShortErrorType extends UserErrorType {
  @Field(() => ID)
  variantId!: string;

  @Field(() => Int)
  available!: number;
}

export function aTransferShortError({ variantId, available }: ShortLine): UserErrorType {
  return Object.assign(new StockTransferShortErrorType(), {
    code: STOCK_ERROR_CODES.transferShort,
    message: `Only ${available} pieces can be sent`,
    path: null,
    variantId,
    available,
  });
}
