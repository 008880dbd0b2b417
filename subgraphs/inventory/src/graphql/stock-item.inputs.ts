import { requireId, requireText } from '@souk/subgraph-kit';
import { Field, ID, InputType, Int } from 'type-graphql';
import { MAX_DELTA } from '../domain/adjust-item.js';
import type { StockAdjustment } from '../use-cases/adjust-stock.js';

@InputType()
export class StockAdjustInput {
  @Field(() => ID)
  variantId!: string;

  @Field(() => ID)
  warehouseId!: string;

  @Field(() => Int, { description: `Pieces that came, or went when negative; not 0, at most ${MAX_DELTA} either way.` })
  delta!: number;

  @Field(() => String, { description: 'For the ledger, at most 200 characters.' })
  reason!: string;

  @Field(() => String, { description: 'Same key and same input: the same answer, and nothing is done again.' })
  idempotencyKey!: string;
}

/** @throws InvalidInputError */
export function requireAdjustment(input: StockAdjustInput): StockAdjustment {
  return {
    variantId: requireId(input.variantId, ['input', 'variantId']),
    warehouseId: requireId(input.warehouseId, ['input', 'warehouseId']),
    delta: input.delta,
    reason: requireText(input.reason, ['input', 'reason'], { max: 200 }),
    idempotencyKey: input.idempotencyKey,
  };
}
