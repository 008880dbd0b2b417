import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';
import type { OperationLimits } from '../config/limits-config.js';
import { RequestError } from '../errors/request-error.js';
import { fragmentsOf } from '../planning/fragments-of.js';
import { countFieldPairs } from './count-field-pairs.js';
import { createMeasure, type SelectionSize } from './measure-selections.js';

/**
 * Refuses a document that would cost too much to validate and plan. Every fragment is measured once, however often it is
 * spread, so that the measuring itself costs no more than the document's length.
 *
 * @throws RequestError limitExceeded    names the limit
 */
export function limitDocument(document: DocumentNode, limits: OperationLimits): void {
  const fragments = fragmentsOf(document);
  const measure = createMeasure(fragments);
  for (const definition of document.definitions) {
    if (definition.kind !== Kind.OPERATION_DEFINITION) continue;
    const { depth, selections, aliases, directives, deferredFragments } = measure(definition.selectionSet);
    enforceLimit("operation's depth", depth, limits.depth);
    enforceLimit("operation's number of selections", selections, limits.selections);
    enforceLimit("operation's number of aliases", aliases, limits.aliases);
    enforceLimit("operation's number of directives", directives, limits.directives);
    enforceLimit("operation's number of deferred fragments", deferredFragments, limits.deferredFragments);
    const rootFields = rootFieldsOf(definition, fragments);
    enforceLimit("operation's number of root fields", rootFields.length, limits.rootFields);
    limitIntrospection(rootFields, measure, limits);
  }
}

/**
 * Refuses a document whose fields would take too long to compare with one another.
 *
 * @param document    no fragment is within itself
 * @throws RequestError limitExceeded
 */
export function limitFieldPairs(document: DocumentNode, { fieldPairs }: OperationLimits): void {
  const fragments = fragmentsOf(document);
  let pairs = 0;
  for (const definition of document.definitions) {
    if (definition.kind === Kind.OPERATION_DEFINITION) pairs += countFieldPairs(definition.selectionSet, fragments);
  }
  enforceLimit("document's number of pairs of fields of one name at one place", pairs, fieldPairs);
}

/** @throws RequestError limitExceeded */
export function enforceLimit(what: string, actual: number, limit: number): void {
  if (actual <= limit) return;
  const shown = Number.isSafeInteger(actual) ? `, got ${actual}` : '';
  throw new RequestError('limitExceeded', `The ${what} must be at most ${limit}${shown}`);
}

/** What is asked of the schema is answered at once and in one go, so it is held shorter than what subgraphs are asked for. */
function limitIntrospection(
  rootFields: readonly FieldNode[],
  measure: (set: SelectionSetNode) => SelectionSize,
  limits: OperationLimits,
): void {
  let selections = 0;
  let aliases = 0;
  for (const { name, selectionSet } of rootFields) {
    if (!selectionSet || (name.value !== '__schema' && name.value !== '__type')) continue;
    const size = measure(selectionSet);
    selections += size.selections;
    aliases += size.aliases;
    enforceLimit("introspection's depth of lists", size.schemaLists, limits.introspectionDepth);
  }
  enforceLimit("introspection's number of selections", selections, limits.introspectionSelections);
  enforceLimit("introspection's number of aliases", aliases, limits.introspectionAliases);
}

function rootFieldsOf(
  operation: OperationDefinitionNode,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
): FieldNode[] {
  const spread = new Set<string>();
  const fields: FieldNode[] = [];
  collect(operation.selectionSet);
  return fields;

  function collect(set: SelectionSetNode): void {
    for (const selection of set.selections) {
      if (selection.kind === Kind.FIELD) fields.push(selection);
      else if (selection.kind === Kind.INLINE_FRAGMENT) collect(selection.selectionSet);
      else if (!spread.has(selection.name.value)) {
        spread.add(selection.name.value);
        const fragment = fragments.get(selection.name.value);
        if (fragment) collect(fragment.selectionSet);
      }
    }
  }
}
