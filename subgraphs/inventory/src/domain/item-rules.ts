import type { ItemCounts } from './adjust-item.js';

/** Pieces of one item that may be kept back or sold beyond stock; more is a slip of the finger. */
export const MAX_RULE_PIECES = 1_000_000;
export const MAX_LEAD_DAYS = 365;

export interface ItemRules {
  /** pieces that are never sold */
  readonly safetyStock: number;
  /** pieces that may be sold before they are there; 0: none */
  readonly backorderLimit: number;
  /** days until what was sold beyond stock is there; null without a limit */
  readonly backorderLeadDays: number | null;
}

export type RulesJudgement =
  | { readonly kind: 'allowed'; readonly rules: ItemRules }
  | { readonly kind: 'owed'; readonly owed: number }
  | { readonly kind: 'no lead days' };

/** The rules with the changes; what is undefined stays. What was sold beyond stock already can't be forbidden afterwards. */
export function judgeRules(item: ItemRules & ItemCounts, changes: Partial<ItemRules>): RulesJudgement {
  const backorderLimit = changes.backorderLimit ?? item.backorderLimit;
  const safetyStock = changes.safetyStock ?? item.safetyStock;
  const owed = item.reserved - item.onHand;
  if (owed > backorderLimit) return { kind: 'owed', owed };
  if (backorderLimit === 0) return { kind: 'allowed', rules: { safetyStock, backorderLimit, backorderLeadDays: null } };
  const backorderLeadDays = changes.backorderLeadDays ?? item.backorderLeadDays;
  if (backorderLeadDays === null) return { kind: 'no lead days' };
  return { kind: 'allowed', rules: { safetyStock, backorderLimit, backorderLeadDays } };
}
