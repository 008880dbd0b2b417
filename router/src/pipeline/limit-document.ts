import { type DocumentNode, Kind, type OperationDefinitionNode, type SelectionSetNode } from 'graphql';
import type { OperationLimits } from '../config/router-config.js';
import { RequestError } from '../errors/request-error.js';
import { fragmentsOf } from '../planning/fragments-of.js';

interface Size {
  readonly depth: number;
  readonly selections: number;
}

const NOTHING: Size = { depth: 0, selections: 0 };

/**
 * Refuses a document that would cost too much to validate and plan. Every fragment is measured once, however often it is
 * spread, so that the measuring itself costs no more than the document's length.
 *
 * @throws RequestError limitExceeded    names the limit
 */
export function limitDocument(document: DocumentNode, limits: OperationLimits): void {
  const measure = createMeasure(document);
  for (const definition of document.definitions) {
    if (definition.kind !== Kind.OPERATION_DEFINITION) continue;
    const { depth, selections } = measure(definition.selectionSet);
    enforce('depth', depth, limits.depth);
    enforce('number of selections', selections, limits.selections);
    enforce('number of root fields', countRootFields(definition, document), limits.rootFields);
  }
}

function enforce(what: string, actual: number, limit: number): void {
  if (actual <= limit) return;
  const shown = Number.isSafeInteger(actual) ? `, got ${actual}` : '';
  throw new RequestError('limitExceeded', `The operation's ${what} must be at most ${limit}${shown}`);
}

function createMeasure(document: DocumentNode): (set: SelectionSetNode) => Size {
  const fragments = fragmentsOf(document);
  const sizes = new Map<string, Size>();
  return measure;

  function measure(set: SelectionSetNode): Size {
    let depth = 0;
    let selections = 0;
    for (const selection of set.selections) {
      if (selection.kind === Kind.FRAGMENT_SPREAD) {
        const size = measureFragment(selection.name.value);
        depth = Math.max(depth, size.depth);
        selections += size.selections;
        continue;
      }
      const size = selection.selectionSet ? measure(selection.selectionSet) : NOTHING;
      const isField = selection.kind === Kind.FIELD;
      depth = Math.max(depth, size.depth + (isField ? 1 : 0));
      selections += size.selections + (isField ? 1 : 0);
    }
    return { depth, selections };
  }

  function measureFragment(name: string): Size {
    const known = sizes.get(name);
    if (known) return known;
    // A fragment within itself counts for nothing here; validation refuses it.
    sizes.set(name, NOTHING);
    const fragment = fragments.get(name);
    const size = fragment ? measure(fragment.selectionSet) : NOTHING;
    sizes.set(name, size);
    return size;
  }
}

function countRootFields(operation: OperationDefinitionNode, document: DocumentNode): number {
  const fragments = fragmentsOf(document);
  const spread = new Set<string>();
  return count(operation.selectionSet);

  function count(set: SelectionSetNode): number {
    return set.selections.reduce((total, selection) => {
      if (selection.kind === Kind.FIELD) return total + 1;
      if (selection.kind === Kind.INLINE_FRAGMENT) return total + count(selection.selectionSet);
      const fragment = fragments.get(selection.name.value);
      if (!fragment || spread.has(selection.name.value)) return total;
      spread.add(selection.name.value);
      return total + count(fragment.selectionSet);
    }, 0);
  }
}
