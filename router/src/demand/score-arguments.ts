import {
  type ArgumentNode,
  type GraphQLArgument,
  type GraphQLInputType,
  getNamedType,
  isInputObjectType,
  Kind,
  type ValueNode,
  valueFromASTUntyped,
} from 'graphql';
import { isRecord } from '../json-record.js';
import { type CostExpression, sum } from './cost-expression.js';
import type { Weights } from './read-weights.js';

/**
 * What the arguments that are given cost: the `@cost` of each, and of the fields of its input objects. An input object
 * without a `@cost` is 1, a scalar or an enum value 0.
 *
 * @param coordinate    of the field
 */
export function scoreArguments(
  coordinate: string,
  defined: readonly GraphQLArgument[],
  given: readonly ArgumentNode[],
  weights: Weights,
): CostExpression {
  const expressions = given.map((node): CostExpression => {
    const type = defined.find(({ name }) => name === node.name.value)?.type;
    if (!type) return 0;
    const place = `${coordinate}(${node.name.value}:)`;
    if (!isWorthCounting(place, type, weights)) return 0;
    if (!hasVariables(node.value)) return scoreValue(place, type, valueFromASTUntyped(node.value), weights);
    return (variables) => scoreValue(place, type, valueFromASTUntyped(node.value, variables), weights);
  });
  return sum(expressions);
}

/** Most arguments are scalars without a weight. */
function isWorthCounting(place: string, type: GraphQLInputType, { costs }: Weights): boolean {
  const named = getNamedType(type);
  return costs.has(place) || costs.has(named.name) || isInputObjectType(named);
}

function scoreValue(place: string, type: GraphQLInputType, value: unknown, weights: Weights): number {
  if (value === undefined || value === null) return 0;
  if (Array.isArray(value)) {
    return value.reduce<number>((total, item) => total + scoreValue(place, type, item, weights), 0);
  }
  const named = getNamedType(type);
  const own = weights.costs.get(place) ?? weights.costs.get(named.name);
  if (!isInputObjectType(named)) return own ?? 0;
  const fields = isRecord(value) ? Object.entries(named.getFields()) : [];
  return fields.reduce(
    (total, [name, field]) =>
      total + (isRecord(value) ? scoreValue(`${named.name}.${name}`, field.type, value[name], weights) : 0),
    own ?? 1,
  );
}

function hasVariables(node: ValueNode): boolean {
  if (node.kind === Kind.VARIABLE) return true;
  if (node.kind === Kind.LIST) return node.values.some(hasVariables);
  return node.kind === Kind.OBJECT && node.fields.some(({ value }) => hasVariables(value));
}
