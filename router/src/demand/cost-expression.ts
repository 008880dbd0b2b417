import type { JsonRecord } from '../json-record.js';

/** A cost, or how to work it out from the coerced variables of a request. */
export type CostExpression = number | ((variables: JsonRecord) => number);

export function evaluate(expression: CostExpression, variables: JsonRecord): number {
  return typeof expression === 'number' ? expression : expression(variables);
}

export function sum(expressions: readonly CostExpression[]): CostExpression {
  let constant = 0;
  const variable: ((variables: JsonRecord) => number)[] = [];
  for (const expression of expressions) {
    if (typeof expression === 'number') constant += expression;
    else variable.push(expression);
  }
  if (variable.length === 0) return constant;
  return (variables) => variable.reduce((total, expression) => total + expression(variables), constant);
}

export function product(one: CostExpression, other: CostExpression): CostExpression {
  if (typeof one === 'number' && typeof other === 'number') return one * other;
  if (one === 0 || other === 0) return 0;
  return (variables) => evaluate(one, variables) * evaluate(other, variables);
}
