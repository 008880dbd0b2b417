import { type Member, NotFoundError } from '@souk/subgraph-kit';
import {
  changeItemRules,
  findStockItem,
  isBackorderedElsewhere,
  requireStockItem,
  type StockItemRow,
} from '../data/stock.repository.js';
import { type ItemRules, judgeRules, type RulesJudgement } from '../domain/item-rules.js';
import type { InventoryDependencies } from './dependencies.js';
import { lockOwnVariant } from './lock-own-variant.js';
import { publishStockChanged } from './publish-stock-changed.js';

/** What became of the rules; only `changed` changed anything. */
export type SetRules =
  | { readonly kind: 'changed'; readonly item: StockItemRow }
  | { readonly kind: 'backordered elsewhere' }
  | Exclude<RulesJudgement, { kind: 'allowed' }>;

/**
 * Sets how many pieces of an item are kept back, and how many may be sold beyond stock, by an admin or the seller of the variant.
 *
 * @param changes  what is undefined stays as it is
 * @throws NotFoundError  for a variant that is not known or somebody else's, and for one that the warehouse never had
 * Emits `stock-changed`.
 */
export async function setItemRules(
  { db, outbox }: InventoryDependencies,
  { member, changes, ...item }: { member: Member; variantId: string; warehouseId: string; changes: Partial<ItemRules> },
): Promise<SetRules> {
  return await db.transaction(async (tx): Promise<SetRules> => {
    await lockOwnVariant(tx, member, item.variantId);
    const before = await findStockItem(tx, item);
    if (!before) throw new NotFoundError('Stock item');
    const judgement = judgeRules(before, changes);
    if (judgement.kind !== 'allowed') return judgement;
    const { rules } = judgement;
    if (rules.backorderLimit > 0 && (await isBackorderedElsewhere(tx, item))) return { kind: 'backordered elsewhere' };
    await changeItemRules(tx, item, rules);
    await publishStockChanged(tx, outbox, [item.variantId]);
    return { kind: 'changed', item: await requireStockItem(tx, item) };
  });
}
