import { InvalidInputError, requireId } from '@souk/subgraph-kit';
import { Field, ID, InputType, Int } from 'type-graphql';
import { MAX_LINES } from '../domain/cart.js';

@InputType()
export class CartLineAddInput {
  @Field(() => ID)
  variantId!: string;

  @Field(() => Int, { description: 'Pieces; a line holds 1–99.' })
  quantity!: number;
}

@InputType()
export class CartLineUpdateInput {
  @Field(() => ID)
  lineId!: string;

  @Field(() => Int, { description: '1–99; cartLinesRemove takes a line out.' })
  quantity!: number;
}

@InputType()
export class CartLineRemoveInput {
  @Field(() => ID)
  lineId!: string;
}

/** @throws InvalidInputError  for what can't be a variant's id */
export function requireAdditions(lines: readonly CartLineAddInput[]) {
  return lines.map(({ variantId, quantity }, index) => ({
    variantId: requireId(variantId, ['input', 'lines', String(index), 'variantId']),
    quantity,
  }));
}

/** @throws InvalidInputError  unless there are `min` to 200 lines */
export function requireFew<Line>(lines: readonly Line[], min: number): readonly Line[] {
  if (lines.length >= min && lines.length <= MAX_LINES) return lines;
  throw new InvalidInputError(`lines must have ${min}–${MAX_LINES} items, got ${lines.length}`, ['input', 'lines']);
}
