import { InvalidInputError, requireId, requireInteger, requireText } from '@souk/subgraph-kit';
import { Field, ID, InputType, Int } from 'type-graphql';
import { MAX_DELTA } from '../domain/adjust-item.js';
import type { TransferPlan } from '../use-cases/create-transfer.js';

const MAX_LINES = 200;

@InputType()
export class StockTransferLineInput {
  @Field(() => ID)
  variantId!: string;

  @Field(() => Int)
  quantity!: number;
}

@InputType()
export class StockTransferCreateInput {
  @Field(() => ID)
  fromWarehouseId!: string;

  @Field(() => ID)
  toWarehouseId!: string;

  @Field(() => [StockTransferLineInput], { description: `1–${MAX_LINES}, one per variant.` })
  lines!: StockTransferLineInput[];

  @Field(() => String, { nullable: true, description: 'For the ledger, at most 200 characters.' })
  note?: string | null;

  @Field(() => String, { description: 'Same key and same input: the same transfer.' })
  idempotencyKey!: string;
}

@InputType()
export class StockTransferStepInput {
  @Field(() => ID)
  transferId!: string;
}

@InputType()
export class StockTransferReceiveInput {
  @Field(() => ID)
  transferId!: string;

  @Field(() => [StockTransferLineInput], {
    nullable: true,
    description: 'Where less or more arrived than was sent; of a line that is absent all pieces arrived.',
  })
  received?: StockTransferLineInput[] | null;
}

/** @throws InvalidInputError */
export function requireTransferPlan(input: StockTransferCreateInput): TransferPlan {
  const lines = input.lines.map((line, index) => requireLine(line, ['input', 'lines', String(index)], { min: 1 }));
  if (lines.length < 1 || lines.length > MAX_LINES) {
    throw new InvalidInputError(`input.lines must be 1–${MAX_LINES}, got ${lines.length}`, ['input', 'lines']);
  }
  return {
    fromWarehouseId: requireId(input.fromWarehouseId, ['input', 'fromWarehouseId']),
    toWarehouseId: requireId(input.toWarehouseId, ['input', 'toWarehouseId']),
    note: input.note == null ? null : requireText(input.note, ['input', 'note'], { max: 200 }),
    lines,
    idempotencyKey: input.idempotencyKey,
  };
}

/** @returns pieces by variant. @throws InvalidInputError */
export function requireReceived(input: StockTransferReceiveInput): ReadonlyMap<string, number> {
  const given = input.received ?? [];
  const lines = given.map((line, index) => requireLine(line, ['input', 'received', String(index)], { min: 0 }));
  const received = new Map(lines.map(({ variantId, quantity }) => [variantId, quantity]));
  if (received.size === lines.length) return received;
  throw new InvalidInputError('A variant may stand in one line only', ['input', 'received']);
}

function requireLine(
  { variantId, quantity }: StockTransferLineInput,
  path: readonly string[],
  { min }: { min: number },
): { variantId: string; quantity: number } {
  return {
    variantId: requireId(variantId, [...path, 'variantId']),
    quantity: requireInteger(quantity, [...path, 'quantity'], { min, max: MAX_DELTA }),
  };
}
