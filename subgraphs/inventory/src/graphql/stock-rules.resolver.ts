import { requireRole } from '@souk/subgraph-kit';
import { anInputError, type UserErrorType } from '@souk/subgraph-kit/graphql';
import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { InventoryContext } from '../context.js';
import { STOCK_ERROR_CODES } from '../domain/stock.errors.js';
import { type SetRules, setItemRules } from '../use-cases/set-item-rules.js';
import { setLowStockThreshold } from '../use-cases/set-low-stock-threshold.js';
import { LowStockThresholdSetPayload, StockRulesSetPayload } from './stock-item.type.js';
import { LowStockThresholdSetInput, requireRules, requireThreshold, StockRulesSetInput } from './stock-rules.inputs.js';

@Resolver()
export class StockRulesResolver {
  @Mutation(() => StockRulesSetPayload, {
    description:
      'How much of a stock item is kept back or sold beyond stock; for admins, and for the seller of the variant.',
  })
  async stockRulesSet(
    @Arg('input', () => StockRulesSetInput) input: StockRulesSetInput,
    @Ctx() context: InventoryContext,
  ): Promise<StockRulesSetPayload> {
    const member = requireRole(context.viewer, 'SELLER', 'ADMIN');
    const result = await setItemRules(context.app, { member, ...requireRules(input) });
    if (result.kind === 'changed') return { stockItem: result.item, userErrors: [] };
    return { stockItem: null, userErrors: [errorOf(result)] };
  }

  @Mutation(() => LowStockThresholdSetPayload, {
    description: 'From how many pieces on the seller is told that a variant runs low; for admins, and for the seller.',
  })
  async lowStockThresholdSet(
    @Arg('input', () => LowStockThresholdSetInput) input: LowStockThresholdSetInput,
    @Ctx() context: InventoryContext,
  ): Promise<LowStockThresholdSetPayload> {
    const member = requireRole(context.viewer, 'SELLER', 'ADMIN');
    const asked = requireThreshold(input);
    await setLowStockThreshold(context.app, { member, ...asked });
    return { threshold: asked.threshold, userErrors: [] };
  }
}

function errorOf(refusal: Exclude<SetRules, { kind: 'changed' }>): UserErrorType {
  const { backorderOwed, leadDaysMissing, backorderElsewhere } = STOCK_ERROR_CODES;
  const limit = ['input', 'backorderLimit'];
  switch (refusal.kind) {
    case 'owed':
      return anInputError(backorderOwed, `${refusal.owed} pieces were sold beyond stock already`, limit);
    case 'no lead days':
      return anInputError(leadDaysMissing, 'Say in how many days the pieces are there', ['input', 'backorderLeadDays']);
    case 'backordered elsewhere':
      return anInputError(backorderElsewhere, 'Another warehouse has a limit for this variant', limit);
  }
}
