import { isRecord, type JsonRecord } from '../json-record.js';
import { type CostExpression, evaluate } from './cost-expression.js';

export interface FieldCost {
  /** Of each value. */
  readonly own: number;
  readonly arguments: CostExpression;
}

/**
 * What an answer did cost: the same weights as the estimate's, with the lists as long as they are. A null costs nothing but its
 * arguments. What several fragments select under one response name counts once, at the highest of their weights.
 */
export class AnswerCost {
  readonly #base: number;
  readonly #fields = new Map<string, FieldCost & { readonly below: AnswerCost }>();

  constructor(base: number) {
    this.#base = base;
  }

  /** @returns what is selected below that field, to be filled in */
  add(responseName: string, cost: FieldCost): AnswerCost {
    const known = this.#fields.get(responseName);
    const below = known?.below ?? new AnswerCost(0);
    const isDearer = !known || cost.own > known.own;
    this.#fields.set(responseName, { ...(isDearer ? cost : known), below });
    return below;
  }

  /** @param data    an object of the answer */
  of(data: JsonRecord, variables: JsonRecord): number {
    let total = this.#base;
    for (const [name, { own, arguments: given, below }] of this.#fields) {
      if (!Object.hasOwn(data, name)) continue;
      total += evaluate(given, variables) + costOfValue(data[name], own, below, variables);
    }
    return total;
  }
}

function costOfValue(value: unknown, own: number, below: AnswerCost, variables: JsonRecord): number {
  if (value === null) return 0;
  if (Array.isArray(value)) {
    return value.reduce<number>((total, item) => total + costOfValue(item, own, below, variables), 0);
  }
  return own + (isRecord(value) ? below.of(value, variables) : 0);
}
