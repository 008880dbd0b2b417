import { type ArgumentNode, type GraphQLField, valueFromASTUntyped } from 'graphql';
import { RequestError } from '../errors/request-error.js';
import { isRecord, type JsonRecord } from '../json-record.js';
import type { CostExpression } from './cost-expression.js';
import type { ListSize } from './read-weights.js';

export interface SizedField {
  /** For messages: `Query.products`. */
  readonly coordinate: string;
  readonly field: GraphQLField<unknown, unknown>;
  readonly given: readonly ArgumentNode[];
  readonly listSize: ListSize;
}

export interface ListSizeRules {
  /** Items of a list of which nothing is known. */
  readonly defaultListSize: number;
  /** Whether `requireOneSlicingArgument` is insisted upon. */
  readonly isStrict: boolean;
}

/**
 * How many items a field with `@listSize` will have: the largest of its slicing arguments, else the assumed size, else the
 * default.
 *
 * The expression throws RequestError badInput when one slicing argument is required and not exactly one is given.
 */
export function sizeOf(
  { coordinate, field, given, listSize }: SizedField,
  { defaultListSize, isStrict }: ListSizeRules,
): CostExpression {
  const { slicingArguments, assumedSize = defaultListSize, requireOneSlicingArgument } = listSize;
  if (slicingArguments.length === 0) return assumedSize;
  return (variables) => {
    const values = argumentValues(field, given, variables);
    const sizes = slicingArguments.flatMap((path) => {
      const value = path.reduce<unknown>((at, name) => (isRecord(at) ? at[name] : undefined), values);
      return typeof value === 'number' && value >= 0 ? [value] : [];
    });
    if (isStrict && requireOneSlicingArgument && sizes.length !== 1) {
      const names = slicingArguments.map((path) => `"${path.join('.')}"`).join(', ');
      throw new RequestError('badInput', `${coordinate} takes exactly one of ${names}, got ${sizes.length}`);
    }
    return sizes.length > 0 ? Math.max(...sizes) : assumedSize;
  };
}

/** Defaults of the schema filled in. */
function argumentValues(
  { args }: GraphQLField<unknown, unknown>,
  given: readonly ArgumentNode[],
  variables: JsonRecord,
): JsonRecord {
  const values: Record<string, unknown> = {};
  for (const { name, defaultValue } of args) if (defaultValue !== undefined) values[name] = defaultValue;
  for (const { name, value } of given) {
    const actual = valueFromASTUntyped(value, variables);
    if (actual !== undefined) values[name.value] = actual;
  }
  return values;
}
