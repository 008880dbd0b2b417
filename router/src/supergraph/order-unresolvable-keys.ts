import { type ConstDirectiveNode, type DocumentNode, Kind, visit } from 'graphql';

/**
 * Puts every `@join__type(resolvable: false)` after its type's other `@join__type`s.
 *
 * The planner takes the first key it can use to re-enter a subgraph and does not look at `resolvable` when it does; with
 * the unresolvable ones last it finds one that the subgraph answers to.
 */
export function orderUnresolvableKeys(supergraph: DocumentNode): DocumentNode {
  const reorder = <N extends { readonly directives?: readonly ConstDirectiveNode[] }>(node: N): N | undefined => {
    const directives = node.directives ?? [];
    const last = directives.filter(isUnresolvableKey);
    if (last.length === 0) return undefined;
    return { ...node, directives: [...directives.filter((directive) => !isUnresolvableKey(directive)), ...last] };
  };
  return visit(supergraph, { ObjectTypeDefinition: reorder, InterfaceTypeDefinition: reorder });
}

function isUnresolvableKey(directive: ConstDirectiveNode): boolean {
  if (directive.name.value !== 'join__type') return false;
  const resolvable = directive.arguments?.find((argument) => argument.name.value === 'resolvable')?.value;
  return resolvable?.kind === Kind.BOOLEAN && !resolvable.value;
}
