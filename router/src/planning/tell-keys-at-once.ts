import {
  type FieldNode,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  type InlineFragmentNode,
  isInterfaceType,
  isObjectType,
  Kind,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import type { KeysEverywhere } from '../supergraph/keys-everywhere.js';
import { DEFER, deferOf } from './deferred-fragments.js';
import type { OperationSource } from './resolve-defers.js';

export interface KeySource {
  readonly schema: GraphQLSchema;
  readonly keys: KeysEverywhere;
}

/**
 * Takes the keys out of deferred fragments, for the planner: they come with their object. Under another name the planner would ask for
 * one anew, by that same key, and of a subgraph that does not find the object again it would be null.
 */
export function tellKeysAtOnce(
  { operation, fragments }: OperationSource,
  { schema, keys }: KeySource,
): OperationSource {
  return {
    operation: { ...operation, selectionSet: tell(operation.selectionSet, schema.getRootType(operation.operation)) },
    fragments,
  };

  function tell(set: SelectionSetNode, type: GraphQLNamedType | null | undefined): SelectionSetNode {
    const selections = set.selections.flatMap((selection): SelectionNode[] => {
      if (selection.kind === Kind.FRAGMENT_SPREAD) return [selection];
      if (selection.kind === Kind.FIELD) {
        const { selectionSet } = selection;
        return [selectionSet ? { ...selection, selectionSet: tell(selectionSet, typeOf(selection, type)) } : selection];
      }
      const narrowed = narrow(selection, type);
      const told = { ...selection, selectionSet: tell(selection.selectionSet, narrowed) };
      return deferOf(selection.directives) ? apart(told, narrowed) : [told];
    });
    return { ...set, selections };
  }

  /** A deferred fragment: its keys, and the rest of it. */
  function apart(fragment: InlineFragmentNode, type: GraphQLNamedType | null | undefined): SelectionNode[] {
    const found = pick(fragment.selectionSet, type, 'keys');
    if (found.length === 0) return [fragment];
    const directives = fragment.directives?.filter(({ name }) => name.value !== DEFER);
    const rest = pick(fragment.selectionSet, type, 'others');
    return [
      { ...fragment, directives, selectionSet: { ...fragment.selectionSet, selections: found } },
      ...(rest.length > 0 ? [{ ...fragment, selectionSet: { ...fragment.selectionSet, selections: rest } }] : []),
    ];
  }

  function pick(
    { selections }: SelectionSetNode,
    type: GraphQLNamedType | null | undefined,
    what: 'keys' | 'others',
  ): SelectionNode[] {
    return selections.flatMap((selection): SelectionNode[] => {
      if (selection.kind === Kind.FIELD) return isKey(selection, type) === (what === 'keys') ? [selection] : [];
      const fragment = inline(selection);
      if (!fragment || deferOf(selection.directives)) return what === 'keys' ? [] : [selection];
      const picked = pick(fragment.selectionSet, narrow(fragment, type), what);
      return picked.length > 0 ? [{ ...fragment, selectionSet: { ...fragment.selectionSet, selections: picked } }] : [];
    });
  }

  function inline(selection: Exclude<SelectionNode, FieldNode>): InlineFragmentNode | undefined {
    if (selection.kind === Kind.INLINE_FRAGMENT) return selection;
    const fragment = fragments.get(selection.name.value);
    if (!fragment) return undefined;
    const { typeCondition, selectionSet } = fragment;
    return { kind: Kind.INLINE_FRAGMENT, typeCondition, directives: selection.directives, selectionSet };
  }

  function narrow({ typeCondition }: InlineFragmentNode, type: GraphQLNamedType | null | undefined) {
    return typeCondition ? schema.getType(typeCondition.name.value) : type;
  }

  function typeOf({ name }: FieldNode, type: GraphQLNamedType | null | undefined): GraphQLNamedType | undefined {
    const field = isObjectType(type) || isInterfaceType(type) ? type.getFields()[name.value] : undefined;
    return field && getNamedType(field.type);
  }

  function isKey({ name: { value: name }, arguments: given }: FieldNode, type: GraphQLNamedType | null | undefined) {
    if (given?.length || !type) return false;
    const isKeyOf = (typeName: string) => keys.get(typeName)?.has(name) === true;
    return (
      isKeyOf(type.name) || (isInterfaceType(type) && schema.getPossibleTypes(type).every((of) => isKeyOf(of.name)))
    );
  }
}
