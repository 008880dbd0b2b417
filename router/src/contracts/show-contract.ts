import { clientSchema, type LoadedSupergraph, SupergraphError } from '../supergraph/load-supergraph.js';
import { ContractError, contractSchema } from './contract-schema.js';
import type { TagFilter } from './tag-filter.js';

/**
 * The supergraph as a contract shows it: with another API schema. It is planned for as before, since every operation that is
 * valid for the contract is valid for the whole.
 *
 * @param path    where the contract is served, to tell it from others
 * @throws SupergraphError    the contract leaves no valid schema
 */
export function showContract(supergraph: LoadedSupergraph, filter: TagFilter, path: string): LoadedSupergraph {
  try {
    return { ...supergraph, apiSchema: clientSchema(contractSchema(supergraph.schema, filter)) };
  } catch (cause) {
    if (!(cause instanceof ContractError)) throw cause;
    throw new SupergraphError(`The contract at ${path} leaves no valid schema: ${cause.message}`, { cause });
  }
}
