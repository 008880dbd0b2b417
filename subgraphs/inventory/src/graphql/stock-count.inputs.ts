import { InvalidInputError, requireId, requireInteger } from '@souk/subgraph-kit';
import { Field, ID, InputType, Int } from 'type-graphql';
import { MAX_ON_HAND } from '../domain/adjust-item.js';

const MAX_LINES = 500;

@InputType()
export class StockCountOpenInput {
  @Field(() => ID)
  warehouseId!: string;

  @Field(() => String, { nullable: true, description: 'For the ledger, at most 200 characters.' })
  note?: string | null;

  @Field(() => String, { description: 'Same key and same input: the same count.' })
  idempotencyKey!: string;
}

@InputType()
export class StockCountLineInput {
  @Field(() => ID)
  variantId!: string;

  @Field(() => Int, {
    description: 'Pieces on the shelf: those that are set aside for orders too, those of orders that are paid not.',
  })
  counted!: number;
}

@InputType()
export class StockCountEnterInput {
  @Field(() => ID)
  countId!: string;

  @Field(() => [StockCountLineInput], {
    description: `1–${MAX_LINES}, one per variant; entered again, the newer number counts.`,
  })
  lines!: StockCountLineInput[];
}

@InputType()
export class StockCountStepInput {
  @Field(() => ID)
  countId!: string;
}

/** @returns pieces by variant. @throws InvalidInputError */
export function requireCounted({ lines }: StockCountEnterInput): ReadonlyMap<string, number> {
  const path = ['input', 'lines'];
  if (lines.length < 1 || lines.length > MAX_LINES) {
    throw new InvalidInputError(`input.lines must be 1–${MAX_LINES}, got ${lines.length}`, path);
  }
  const counted = new Map(
    lines.map((line, index) => [
      requireId(line.variantId, [...path, String(index), 'variantId']),
      requireInteger(line.counted, [...path, String(index), 'counted'], { min: 0, max: MAX_ON_HAND }),
    ]),
  );
  if (counted.size === lines.length) return counted;
  throw new InvalidInputError('A variant may stand in one line only', path);
}
