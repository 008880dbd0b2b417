import { type GraphQLLeafType, GraphQLScalarType } from 'graphql';

/** A leaf that its type does not allow. */
export const INVALID_LEAF = Symbol('invalid leaf');

/**
 * A leaf value as its type in the API schema allows it. Custom scalars pass untouched; a number for an ID becomes a string.
 *
 * @returns INVALID_LEAF    for an enum value the API schema does not have (an @inaccessible one), and for a wrong kind of value
 * Source: https://spec.graphql.org/October2021/#sec-Scalars (Result Coercion)
 */
export function completeLeaf(type: GraphQLLeafType, value: unknown): unknown {
  if (!(type instanceof GraphQLScalarType)) {
    return typeof value === 'string' && type.getValue(value) ? value : INVALID_LEAF;
  }
  switch (type.name) {
    case 'Int':
      return isInt32(value) ? value : INVALID_LEAF;
    case 'Float':
      return typeof value === 'number' ? value : INVALID_LEAF;
    case 'Boolean':
      return typeof value === 'boolean' ? value : INVALID_LEAF;
    case 'String':
      return typeof value === 'string' ? value : INVALID_LEAF;
    case 'ID':
      if (typeof value === 'string') return value;
      return Number.isInteger(value) ? String(value) : INVALID_LEAF;
    default:
      return value;
  }
}

function isInt32(value: unknown): boolean {
  return typeof value === 'number' && (value | 0) === value;
}
