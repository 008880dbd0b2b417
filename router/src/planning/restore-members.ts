import {
  baseType,
  type CompositeType,
  isAbstractType,
  isCompositeType,
  isUnionType,
  type ObjectType,
  type Schema,
} from '@apollo/federation-internals';
import type { FetchNode } from '@apollo/query-planner';
import {
  type FieldNode,
  type FragmentDefinitionNode,
  Kind,
  parse,
  print,
  type SelectionNode,
  type SelectionSetNode,
  type VariableDefinitionNode,
} from 'graphql';
import { ownField, type PartlyKnownTypes } from '../supergraph/partly-known-types.js';
import type { SupergraphTypes } from '../supergraph/supergraph-types.js';
import { operationOf, responseNameOf, setOf, setsBelow, withUsedVariables } from './operation-selections.js';
import { TYPENAME } from './selection-conditions.js';

export interface SupergraphMembers {
  readonly types: SupergraphTypes;
  readonly partlyKnownTypes: PartlyKnownTypes;
}

/**
 * Has fetches ask for all members of a union (or interface) that their subgraph knows.
 *
 * Where several subgraphs could answer a field of such a type, the planner drops the fragments on a member that one of them does
 * not know, whichever it then asks: an object of that type would come without its fields. They are given back as far as
 * the subgraph answers them by itself.
 */
export class MemberRestoring {
  readonly #supergraph: SupergraphMembers;
  readonly #fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly #variables: readonly VariableDefinitionNode[];

  constructor(
    supergraph: SupergraphMembers,
    fragments: ReadonlyMap<string, FragmentDefinitionNode>,
    variables: readonly VariableDefinitionNode[],
  ) {
    this.#supergraph = supergraph;
    this.#fragments = fragments;
    this.#variables = variables;
  }

  /** @param sets    what the operation selects of the objects that the fetch is for */
  restoreIn(node: FetchNode, sets: readonly SelectionSetNode[]): FetchNode {
    if (this.#supergraph.partlyKnownTypes.isEmpty) return node;
    const schema = this.#supergraph.partlyKnownTypes.schemaOf(node.serviceName);
    const document = parse(node.operation, { noLocation: true });
    const operation = operationOf(document);
    if (!schema || !operation) return node;
    const filling = new SelectionFilling(this.#supergraph, this.#fragments, schema);
    const [entities] = operation.selectionSet.selections;
    const selectionSet =
      node.requires && entities?.kind === Kind.FIELD && entities.selectionSet
        ? setOf([{ ...entities, selectionSet: filling.fill(entities.selectionSet, undefined, sets) }])
        : filling.fill(operation.selectionSet, schema.schemaDefinition.rootType(node.operationKind), sets);
    if (!filling.hasAdded) return node;
    return { ...node, operation: print(withUsedVariables({ ...operation, selectionSet }, this.#variables)) };
  }
}

/** Adds to one fetch's selections. */
class SelectionFilling {
  readonly #supergraph: SupergraphMembers;
  readonly #fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly #schema: Schema;
  hasAdded = false;

  constructor(supergraph: SupergraphMembers, fragments: ReadonlyMap<string, FragmentDefinitionNode>, schema: Schema) {
    this.#supergraph = supergraph;
    this.#fragments = fragments;
    this.#schema = schema;
  }

  /**
   * @param set    of the fetch
   * @param type    what it is selected of; undefined where only fragments tell
   * @param sets    what the operation selects in the same place
   * @param asked    types that fragments around the selection's own ask for
   */
  fill(
    set: SelectionSetNode,
    type: CompositeType | undefined,
    sets: readonly SelectionSetNode[],
    asked: ReadonlySet<string> = new Set(),
  ): SelectionSetNode {
    const askedHere = new Set([...asked, ...typesAskedFor(set)]);
    const selections = set.selections.map((selection): SelectionNode => {
      if (selection.kind === Kind.INLINE_FRAGMENT) {
        const narrowed = this.#narrow(type, selection.typeCondition?.name.value);
        return { ...selection, selectionSet: this.fill(selection.selectionSet, narrowed, sets, askedHere) };
      }
      if (selection.kind !== Kind.FIELD || !selection.selectionSet) return selection;
      const below = setsBelow(sets, responseNameOf(selection), this.#fragments);
      const fieldType = this.#typeOf(type, selection.name.value);
      if (below.length === 0 || !fieldType) return selection;
      return { ...selection, selectionSet: this.fill(selection.selectionSet, fieldType, below) };
    });
    const members = type ? this.#supergraph.partlyKnownTypes.membersIn(this.#schema, type.name) : [];
    const dropped = members.filter((member) => !this.#isAskedFor(member, askedHere));
    return setOf([...selections, ...dropped.flatMap((member) => this.#fragmentOn(member, type?.name, sets))]);
  }

  #narrow(type: CompositeType | undefined, condition: string | undefined): CompositeType | undefined {
    const narrowed = condition === undefined ? type : this.#schema.type(condition);
    return narrowed && isCompositeType(narrowed) ? narrowed : undefined;
  }

  #typeOf(type: CompositeType | undefined, fieldName: string): CompositeType | undefined {
    const field = type && !isUnionType(type) ? type.field(fieldName) : undefined;
    const fieldType = field?.type && baseType(field.type);
    return fieldType && isCompositeType(fieldType) ? fieldType : undefined;
  }

  #isAskedFor(member: ObjectType, asked: ReadonlySet<string>): boolean {
    return [...asked].some((name) => this.#supergraph.types.matches(member.name, name));
  }

  #fragmentOn(member: ObjectType, typeName: string | undefined, sets: readonly SelectionSetNode[]): SelectionNode[] {
    const selections = sets.flatMap((set) => this.#wanted(set, member, typeName));
    if (selections.length === 0) return [];
    this.hasAdded = true;
    return [inlineFragment(selections, member.name)];
  }

  /** What fragments narrower than the type select of one of its members. */
  #wanted(set: SelectionSetNode, member: ObjectType, typeName: string | undefined, isNarrow = false): SelectionNode[] {
    return set.selections.flatMap((selection): SelectionNode[] => {
      if (selection.kind === Kind.FIELD) return isNarrow ? this.#answerable(selection, member) : [];
      const { condition, selectionSet } = this.#fragment(selection);
      if (condition !== undefined && !this.#supergraph.types.matches(member.name, condition)) return [];
      const narrows = isNarrow || (condition !== undefined && condition !== typeName);
      const selections = this.#wanted(selectionSet, member, typeName, narrows);
      if (selections.length === 0 || !selection.directives?.length) return selections;
      return [{ ...inlineFragment(selections), directives: selection.directives }];
    });
  }

  #answerable(field: FieldNode, type: CompositeType): FieldNode[] {
    if (field.name.value === TYPENAME.name.value) return [field];
    const own = isUnionType(type) ? undefined : ownField(type, field.name.value);
    const fieldType = own?.type && baseType(own.type);
    if (!fieldType) return [];
    if (!field.selectionSet) return [field];
    if (!isCompositeType(fieldType)) return [];
    const selections = this.#answerableOf(field.selectionSet, fieldType);
    if (selections.length === 0) return [];
    return [{ ...field, selectionSet: setOf(isAbstractType(fieldType) ? [TYPENAME, ...selections] : selections) }];
  }

  #answerableOf(set: SelectionSetNode, type: CompositeType): SelectionNode[] {
    return set.selections.flatMap((selection): SelectionNode[] => {
      if (selection.kind === Kind.FIELD) return this.#answerable(selection, type);
      const { condition, selectionSet } = this.#fragment(selection);
      const narrowed = this.#narrow(type, condition);
      const selections = narrowed ? this.#answerableOf(selectionSet, narrowed) : [];
      const { directives = [] } = selection;
      return selections.length > 0 ? [{ ...inlineFragment(selections, condition), directives }] : [];
    });
  }

  #fragment(selection: Exclude<SelectionNode, FieldNode>): { condition?: string; selectionSet: SelectionSetNode } {
    if (selection.kind === Kind.FRAGMENT_SPREAD) {
      const fragment = this.#fragments.get(selection.name.value);
      return fragment
        ? { condition: fragment.typeCondition.name.value, selectionSet: fragment.selectionSet }
        : { selectionSet: setOf([]) };
    }
    const { typeCondition, selectionSet } = selection;
    return { ...(typeCondition && { condition: typeCondition.name.value }), selectionSet };
  }
}

function typesAskedFor({ selections }: SelectionSetNode): string[] {
  return selections.flatMap((selection) => {
    if (selection.kind !== Kind.INLINE_FRAGMENT) return [];
    return selection.typeCondition ? [selection.typeCondition.name.value] : typesAskedFor(selection.selectionSet);
  });
}

function inlineFragment(
  selections: readonly SelectionNode[],
  condition?: string,
): SelectionNode & { kind: Kind.INLINE_FRAGMENT } {
  return {
    kind: Kind.INLINE_FRAGMENT,
    ...(condition !== undefined && {
      typeCondition: { kind: Kind.NAMED_TYPE, name: { kind: Kind.NAME, value: condition } },
    }),
    selectionSet: setOf(selections),
  };
}
