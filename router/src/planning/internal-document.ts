import { type DocumentNode, Kind, type OperationDefinitionNode, visit } from 'graphql';
import type { ClientNames } from './client-names.js';
import type { DeferredFragments } from './deferred-fragments.js';
import { type DirectivesWithDefaults, withDefaults } from './directive-defaults.js';
import { fragmentsOf } from './fragments-of.js';
import { keepParent } from './keep-parents.js';
import { resolveDefers } from './resolve-defers.js';
import { decideLiterals, TYPENAME } from './selection-conditions.js';

/**
 * The document as the planner gets it: client names made internal, and introspection, which no subgraph answers, replaced
 * by `__typename`; conditions that no variable decides are decided.
 *
 * @param document     validated
 * @param operation    the one to be planned; others are dropped
 * @param directives   whose defaults are written out
 * @param deferred     what is answered later; nothing when absent
 */
export function internalDocument(
  document: DocumentNode,
  operation: OperationDefinitionNode,
  names: ClientNames,
  directives: DirectivesWithDefaults,
  deferred?: DeferredFragments,
): DocumentNode {
  const resolved = resolveDefers({ operation, fragments: fragmentsOf(document) }, deferred);
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
