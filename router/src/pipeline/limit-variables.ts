import type { OperationLimits } from '../config/limits-config.js';
import type { JsonRecord } from '../json-record.js';
import { enforceLimit } from './limit-document.js';

/**
 * Refuses variables that are nested too deep or whose lists are too long: they are small for what they make a subgraph do.
 *
 * @throws RequestError limitExceeded    names the limit
 */
export function limitVariables(variables: JsonRecord, { variableDepth, variableItems }: OperationLimits): void {
  let items = 0;
  visit(variables, 0);

  function visit(value: unknown, depth: number): void {
    if (typeof value !== 'object' || value === null) return;
    enforceLimit("variables' depth", depth, variableDepth);
    if (Array.isArray(value)) {
      items += value.length;
      enforceLimit("variables' number of list items", items, variableItems);
      for (const item of value) visit(item, depth + 1);
      return;
    }
    for (const item of Object.values(value)) visit(item, depth + 1);
  }
}
