import { requireId, requireInteger } from '@souk/subgraph-kit';
import { Field, ID, InputType, Int } from 'type-graphql';
import { type ItemRules, MAX_LEAD_DAYS, MAX_RULE_PIECES } from '../domain/item-rules.js';

@InputType({ description: 'What is absent or null stays as it is.' })
export class StockRulesSetInput {
  @Field(() => ID)
  variantId!: string;

  @Field(() => ID)
  warehouseId!: string;

  @Field(() => Int, { nullable: true, description: 'Pieces that are never sold.' })
  safetyStock?: number | null;

  @Field(() => Int, {
    nullable: true,
    description:
      'Pieces that may be sold before they are there, beyond stock and safety stock; 0: none. One warehouse of a variant may have a limit.',
  })
  backorderLimit?: number | null;

  @Field(() => Int, { nullable: true, description: `1–${MAX_LEAD_DAYS}; needed with a limit.` })
  backorderLeadDays?: number | null;
}

@InputType()
export class LowStockThresholdSetInput {
  @Field(() => ID)
  variantId!: string;

  @Field(() => Int, { nullable: true, description: 'Over all warehouses; null: the seller is not told.' })
  threshold?: number | null;
}

/** @throws InvalidInputError */
export function requireRules(input: StockRulesSetInput): {
  variantId: string;
  warehouseId: string;
  changes: Partial<ItemRules>;
} {
  const { safetyStock, backorderLimit, backorderLeadDays } = input;
  return {
    variantId: requireId(input.variantId, ['input', 'variantId']),
    warehouseId: requireId(input.warehouseId, ['input', 'warehouseId']),
    changes: {
      ...(safetyStock == null ? {} : { safetyStock: requirePieces(safetyStock, 'safetyStock') }),
      ...(backorderLimit == null ? {} : { backorderLimit: requirePieces(backorderLimit, 'backorderLimit') }),
      ...(backorderLeadDays == null ? {} : { backorderLeadDays: requireDays(backorderLeadDays) }),
    },
  };
}

/** @throws InvalidInputError */
export function requireThreshold({ variantId, threshold }: LowStockThresholdSetInput): {
  variantId: string;
  threshold: number | null;
} {
  return {
    variantId: requireId(variantId, ['input', 'variantId']),
    threshold: threshold == null ? null : requirePieces(threshold, 'threshold'),
  };
}

function requirePieces(value: number, field: string): number {
  return requireInteger(value, ['input', field], { min: 0, max: MAX_RULE_PIECES });
}

function requireDays(value: number): number {
  return requireInteger(value, ['input', 'backorderLeadDays'], { min: 1, max: MAX_LEAD_DAYS });
}
