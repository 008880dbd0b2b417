import {
  baseType,
  type CompositeType,
  isAbstractType,
  isCompositeType,
  isUnionType,
  type ObjectType,
  type Schema,
} from '@apollo/federation-internals';
import type { FetchNode, PlanNode } from '@apollo/query-planner';
import {
  type FieldNode,
  type FragmentDefinitionNode,
  Kind,
  parse,
  print,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import { ownField, type PartlyKnownTypes } from '../supergraph/partly-known-types.js';
import type { SupergraphTypes } from '../supergraph/supergraph-types.js';
import {
  inlineFragment,
  operationOf,
  responseNameOf,
  setOf,
  setsBelow,
  withUsedVariables,
} from './operation-selections.js';
import { type MemberSurroundings, planMember } from './plan-member.js';
import { TYPENAME } from './selection-conditions.js';

export interface SupergraphMembers {
  readonly types: SupergraphTypes;
  readonly partlyKnownTypes: PartlyKnownTypes;
}

export interface RestoredFetch {
  readonly fetch: FetchNode;
  /** What of the members comes from other subgraphs. Paths begin where the fetch's do. */
  readonly further: readonly PlanNode[];
}

/**
 * Has fetches ask for all members of a union (or interface) that their subgraph knows.
 *
 * Where several subgraphs could answer a field of such a type, the planner drops the fragments on a member that one of them does
 * not know, whichever it then asks: an object of that type would come without its fields. They are given back: all of them where
 * the planner finds a way from that member, else those that the subgraph answers by itself.
 */
export class MemberRestoring {
  readonly #supergraph: SupergraphMembers;
  readonly #surroundings: MemberSurroundings;

  constructor(supergraph: SupergraphMembers, surroundings: MemberSurroundings) {
    this.#supergraph = supergraph;
    this.#surroundings = surroundings;
  }

  /** @param sets    what the operation selects of the objects that the fetch is for */
  restoreIn(node: FetchNode, sets: readonly SelectionSetNode[]): RestoredFetch {
    const schema = this.#supergraph.partlyKnownTypes.schemaOf(node.serviceName);
    const document = parse(node.operation, { noLocation: true });
    const operation = operationOf(document);
    if (!schema || !operation || this.#supergraph.partlyKnownTypes.isEmpty) return { fetch: node, further: [] };
    const filling = new SelectionFilling(this.#supergraph, this.#surroundings, { schema, subgraph: node.serviceName });
    const [entities] = operation.selectionSet.selections;
    const selectionSet =
      node.requires && entities?.kind === Kind.FIELD && entities.selectionSet
        ? setOf([{ ...entities, selectionSet: filling.fill(entities.selectionSet, { sets, path: [] }) }])
        : filling.fill(operation.selectionSet, {
            type: schema.schemaDefinition.rootType(node.operationKind),
            sets,
            path: [],
          });
    const { hasAdded, further } = filling;
    if (!hasAdded) return { fetch: node, further };
    const filled = withUsedVariables({ ...operation, selectionSet }, this.#surroundings.variables);
    return { fetch: { ...node, operation: print(filled) }, further };
  }
}

/** A place of a fetch. */
interface FilledPlace {
  /** What is selected of; undefined where only fragments tell. */
  readonly type?: CompositeType | undefined;
  /** What the operation selects there. */
  readonly sets: readonly SelectionSetNode[];
  readonly path: readonly string[];
  /** Types that fragments around the selection's own ask for. */
  readonly asked?: ReadonlySet<string>;
}

/** Adds to one fetch's selections. */
class SelectionFilling {
  readonly #supergraph: SupergraphMembers;
  readonly #surroundings: MemberSurroundings;
  readonly #fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly #schema: Schema;
  readonly #subgraph: string;
  readonly further: PlanNode[] = [];
  hasAdded = false;

  constructor(
    supergraph: SupergraphMembers,
    surroundings: MemberSurroundings,
    { schema, subgraph }: { readonly schema: Schema; readonly subgraph: string },
  ) {
    this.#supergraph = supergraph;
    this.#surroundings = surroundings;
    this.#fragments = surroundings.fragments;
    this.#schema = schema;
    this.#subgraph = subgraph;
  }

  /** @param set    of the fetch */
  fill(set: SelectionSetNode, place: FilledPlace): SelectionSetNode {
    const { type, sets, path, asked = [] } = place;
    const askedHere = new Set([...asked, ...typesAskedFor(set)]);
    const selections = set.selections.map((selection): SelectionNode => {
      if (selection.kind === Kind.INLINE_FRAGMENT) {
        const narrowed = this.#narrow(type, selection.typeCondition?.name.value);
        const within = { ...place, type: narrowed, asked: askedHere };
        return { ...selection, selectionSet: this.fill(selection.selectionSet, within) };
      }
      if (selection.kind !== Kind.FIELD || !selection.selectionSet) return selection;
      const name = responseNameOf(selection);
      const below = setsBelow(sets, name, this.#fragments);
      const field = this.#fieldOf(type, selection.name.value);
      if (below.length === 0 || !field) return selection;
      const within = { type: field.type, sets: below, path: [...path, name, ...field.lists] };
      return { ...selection, selectionSet: this.fill(selection.selectionSet, within) };
    });
    const members = type ? this.#supergraph.partlyKnownTypes.membersIn(this.#schema, type.name) : [];
    const dropped = members.filter((member) => !this.#isAskedFor(member, askedHere));
    return setOf([...selections, ...dropped.flatMap((member) => this.#fragmentOn(member, place))]);
  }

  #narrow(type: CompositeType | undefined, condition: string | undefined): CompositeType | undefined {
    const narrowed = condition === undefined ? type : this.#schema.type(condition);
    return narrowed && isCompositeType(narrowed) ? narrowed : undefined;
  }

  /** What a field's value is made of, and an "@" for each list around it. */
  #fieldOf(type: CompositeType | undefined, fieldName: string): { type: CompositeType; lists: string[] } | undefined {
    const fieldType = type && !isUnionType(type) ? type.field(fieldName)?.type : undefined;
    const named = fieldType && baseType(fieldType);
    if (!named || !isCompositeType(named)) return undefined;
    return { type: named, lists: [...String(fieldType)].flatMap((character) => (character === '[' ? ['@'] : [])) };
  }

  #isAskedFor(member: ObjectType, asked: ReadonlySet<string>): boolean {
    return [...asked].some((name) => this.#supergraph.types.matches(member.name, name));
  }

  #fragmentOn(member: ObjectType, { type, sets, path }: FilledPlace): SelectionNode[] {
    const wantedOf = (of: (field: FieldNode) => FieldNode[]) =>
      sets.flatMap((set) => this.#wanted(set, { member, typeName: type?.name, of }));
    const selected = wantedOf((field) => [field]);
    const entry = this.#supergraph.partlyKnownTypes.entryOf(this.#subgraph, member.name);
    const planned =
      selected.length > 0 && entry !== undefined
        ? planMember({ entry, selections: selected, path }, this.#surroundings)
        : undefined;
    const selections = planned?.selections ?? wantedOf((field) => this.#answerable(field, member));
    if (selections.length === 0) return [];
    this.hasAdded = true;
    if (planned?.further) this.further.push(planned.further);
    return [inlineFragment(selections, member.name)];
  }

  /** What fragments narrower than the type select of one of its members. */
  #wanted(set: SelectionSetNode, wish: MemberWish, isNarrow = false): SelectionNode[] {
    const { member, typeName } = wish;
    return set.selections.flatMap((selection): SelectionNode[] => {
      if (selection.kind === Kind.FIELD) return isNarrow ? wish.of(selection) : [];
      const { condition, selectionSet } = this.#fragment(selection);
      if (condition !== undefined && !this.#supergraph.types.matches(member.name, condition)) return [];
      const narrows = isNarrow || (condition !== undefined && condition !== typeName);
      const selections = this.#wanted(selectionSet, wish, narrows);
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

interface MemberWish {
  readonly member: ObjectType;
  /** Of the type that it is a member of. */
  readonly typeName: string | undefined;
  /** What of a field is taken. */
  of(field: FieldNode): FieldNode[];
}

function typesAskedFor({ selections }: SelectionSetNode): string[] {
  return selections.flatMap((selection) => {
    if (selection.kind !== Kind.INLINE_FRAGMENT) return [];
    return selection.typeCondition ? [selection.typeCondition.name.value] : typesAskedFor(selection.selectionSet);
  });
}
