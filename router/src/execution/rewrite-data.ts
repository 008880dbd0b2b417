import type { FetchDataRewrite } from '@apollo/query-planner';
import { isRecord, type JsonRecord, ownValue } from '../json-record.js';
import type { SupergraphTypes } from '../supergraph/supergraph-types.js';

const CONDITION = '... on ';

/**
 * Applies the planner's rewrites to what goes to a subgraph or comes from one, in place: `ValueSetter` sets a key,
 * `KeyRenamer` moves a value from the planner's alias to its response name.
 *
 * @param typeName    of `data`, for data that does not tell it
 */
export function rewriteData(
  data: unknown,
  rewrites: readonly FetchDataRewrite[],
  types: SupergraphTypes,
  typeName?: unknown,
): void {
  for (const rewrite of rewrites) rewriteAt(data, rewrite, rewrite.path, types, typeName);
}

function rewriteAt(
  value: unknown,
  rewrite: FetchDataRewrite,
  path: readonly string[],
  types: SupergraphTypes,
  typeName?: unknown,
): void {
  if (Array.isArray(value)) {
    for (const item of value) rewriteAt(item, rewrite, path, types);
    return;
  }
  const [key, ...rest] = path;
  if (!isRecord(value) || key === undefined) return;
  if (key.startsWith(CONDITION)) {
    const known = value.__typename ?? typeName;
    // Of an unknown type: the alias is the planner's own, so an object that has it is one that is meant.
    const isMeant = typeof known === 'string' ? types.matches(known, key.slice(CONDITION.length)) : true;
    if (isMeant) rewriteAt(value, rewrite, rest, types, typeName);
  } else if (rest.length > 0) {
    rewriteAt(ownValue(value, key), rewrite, rest, types);
  } else {
    rewriteKey(value, key, rewrite);
  }
}

function rewriteKey(object: JsonRecord, key: string, rewrite: FetchDataRewrite): void {
  if (rewrite.kind === 'ValueSetter') {
    object[key] = rewrite.setValueTo;
    return;
  }
  const value = ownValue(object, key);
  if (value === undefined) return;
  object[rewrite.renameKeyTo] = value;
  delete object[key];
}
