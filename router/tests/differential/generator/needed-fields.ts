import { Kind, print, type SelectionSetNode, type TypeNode } from 'graphql';
import type { SubgraphFacts } from '../world/subgraph-facts.js';

/**
 * `Type.field` of all that keys, requirements and contexts select, of what is non-null beside it on the way there, and of what is
 * non-null below a field that one subgraph is stricter about than another.
 */
export function neededFields(facts: readonly SubgraphFacts[]): Set<string> {
  const needed = new Set<string>();
  for (const type of typesOfUnequalFields(facts)) visitStrict(type, new Set());
  for (const subgraph of facts) {
    for (const type of subgraph.types.values()) {
      for (const { selection } of type.keys) visit(type.name, selection, false);
      for (const field of type.fields.values()) {
        if (field.requires) visit(type.name, field.requires, false);
        for (const { context, selection } of field.contextArguments) {
          for (const other of subgraph.types.values())
            if (other.contexts.has(context)) visit(other.name, selection, false);
        }
      }
    }
  }
  return needed;

  function visit(typeName: string, { selections }: SelectionSetNode, isBelow: boolean): void {
    if (isBelow) {
      for (const name of nonNullFields(typeName)) needed.add(`${typeName}.${name}`);
    }
    for (const selection of selections) {
      if (selection.kind === Kind.INLINE_FRAGMENT) {
        visit(selection.typeCondition?.name.value ?? typeName, selection.selectionSet, isBelow);
      }
      if (selection.kind !== Kind.FIELD) continue;
      needed.add(`${typeName}.${selection.name.value}`);
      const definition = definitionOf(typeName, selection.name.value);
      if (selection.selectionSet && definition) visit(namedType(definition), selection.selectionSet, true);
    }
  }

  function visitStrict(typeName: string, seen: Set<string>): void {
    if (seen.has(typeName)) return;
    seen.add(typeName);
    for (const member of facts.flatMap((subgraph) => possibleTypes(subgraph, typeName))) visitStrict(member, seen);
    for (const name of nonNullFields(typeName)) {
      needed.add(`${typeName}.${name}`);
      const type = definitionOf(typeName, name);
      if (type) visitStrict(namedType(type), seen);
    }
  }

  function definitionOf(typeName: string, field: string): TypeNode | undefined {
    for (const { types } of facts) {
      const found = types.get(typeName)?.fields.get(field);
      if (found) return found.definition.type;
    }
    return undefined;
  }

  function nonNullFields(typeName: string): string[] {
    return facts.flatMap(({ types }) =>
      [...(types.get(typeName)?.fields ?? [])]
        .filter(([, { definition }]) => definition.type.kind === Kind.NON_NULL_TYPE || hasNonNull(definition.type))
        .map(([name]) => name),
    );
  }
}

/** Names of the types of fields that are not written alike in all subgraphs. */
function typesOfUnequalFields(facts: readonly SubgraphFacts[]): Set<string> {
  const first = new Map<string, string>();
  const unequal = new Set<string>();
  for (const { types } of facts) {
    for (const { name: typeName, fields } of types.values()) {
      for (const [name, { definition }] of fields) {
        const text = print(definition.type);
        const known = first.get(`${typeName}.${name}`) ?? text;
        first.set(`${typeName}.${name}`, known);
        if (known !== text) unequal.add(namedType(definition.type));
      }
    }
  }
  return unequal;
}

/** Somewhere within, as in `[Int!]`: an error at an item takes the whole list away, but no more. */
function hasNonNull(type: TypeNode): boolean {
  if (type.kind === Kind.NAMED_TYPE) return false;
  return type.kind === Kind.NON_NULL_TYPE || hasNonNull(type.type);
}

export function possibleTypes({ types }: Pick<SubgraphFacts, 'types'>, abstract: string): string[] {
  return [...types.values()]
    .filter((type) => type.isObject && type.abstractTypes.has(abstract))
    .map(({ name }) => name);
}

export function namedType(type: TypeNode): string {
  return type.kind === Kind.NAMED_TYPE ? type.name.value : namedType(type.type);
}
