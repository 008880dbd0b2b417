import { type DocumentNode, Kind, type OperationDefinitionNode, visit } from 'graphql';
import type { ClientNames } from './client-names.js';
import type { DeferredFragments } from './deferred-fragments.js';
import { type DirectivesWithDefaults, withDefaults } from './directive-defaults.js';
import { fragmentsOf } from './fragments-of.js';
import { keepParent } from './keep-parents.js';
import { resolveDefers } from './resolve-defers.js';
import { decideLiterals, TYPENAME } from './selection-conditions.js';
import { type KeySource, tellKeysAtOnce } from './tell-keys-at-once.js';

/** What is answered later, and what comes at once all the same. */
export interface InternalDefers {
  readonly fragments: DeferredFragments;
  readonly keys: KeySource;
}

/**
 * The document as the planner gets it: client names made internal, and introspection, which no subgraph answers, replaced
 * by `__typename`; conditions that no variable decides are decided.
 *
 * @param document     validated
 * @param operation    the one to be planned; others are dropped
 * @param directives   whose defaults are written out
 * @param deferred     nothing is when absent
 */
export function internalDocument(
  document: DocumentNode,
  operation: OperationDefinitionNode,
  names: ClientNames,
  directives: DirectivesWithDefaults,
  deferred?: InternalDefers,
): DocumentNode {
  const given = resolveDefers({ operation, fragments: fragmentsOf(document) }, deferred?.fragments);
  const resolved = deferred ? tellKeysAtOnce(given, deferred.keys) : given;
  const { fragments } = resolved;
  return visit(
    { kind: Kind.DOCUMENT, definitions: [resolved.operation, ...fragments.values()] },
    {
      Field(field) {
        if (field.name.value === '__schema' || field.name.value === '__type') {
          return TYPENAME;
        }
        const internal = names.internal(field);
        const isAliased = internal !== field.name.value;
        const { selectionSet } = field;
        return {
          ...field,
          alias: isAliased ? { kind: Kind.NAME, value: internal } : undefined,
          selectionSet: selectionSet && keepParent(decideLiterals(selectionSet), fragments),
        };
      },
      SelectionSet: decideLiterals,
      Directive: (directive) => withDefaults(directive, directives),
      Variable(variable) {
        return { ...variable, name: { kind: Kind.NAME, value: names.internalVariable(variable.name.value) } };
      },
    },
  );
}
