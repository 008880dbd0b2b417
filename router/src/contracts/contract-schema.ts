import { errorCauses, type Schema } from '@apollo/federation-internals';
import { HiddenElements } from './hidden-elements.js';
import { hideByTags } from './hide-by-tags.js';
import { hideUnreachableTypes } from './hide-unreachable-types.js';
import type { TagFilter } from './tag-filter.js';

/** No valid schema is left; the message is one sentence that names every element that stands in the way. */
export class ContractError extends Error {
  override readonly name = 'ContractError';
  readonly code = 'CONTRACT_INVALID';
}

/**
 * The API schema of a contract: that of the supergraph, with what the contract hides treated as `@inaccessible`.
 *
 * @param supergraph    is left as it is
 * @throws ContractError    a type that is hidden is still referred to, a required argument is hidden, nothing is left of Query, …
 * Source: https://www.apollographql.com/docs/graphos/platform/schema-management/delivery/contracts/create
 */
export function contractSchema(supergraph: Schema, filter: TagFilter): Schema {
  const schema = supergraph.clone();
  try {
    const hidden = new HiddenElements(schema);
    hideByTags(schema, hidden, filter);
    if (filter.hideUnreachableTypes) hideUnreachableTypes(schema, hidden, filter.includeTags);
    return schema.toAPISchema();
  } catch (cause) {
    const causes = cause instanceof Error ? (errorCauses(cause) ?? [cause]) : [];
    throw new ContractError(causes.map(({ message }) => message).join(' '), { cause });
  }
}
