import {
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLField,
  type GraphQLObjectType,
  getArgumentValues,
  getNamedType,
  isObjectType,
  Kind,
  type SelectionSetNode,
} from 'graphql';
import type { JsonRecord } from '../../json-record.js';
import { isIncluded } from '../../planning/selection-conditions.js';

/** What is asked of one object that describes a part of the schema. */
export type IntrospectionField = IntrospectionTypename | IntrospectionValue;

interface IntrospectionTypename {
  readonly kind: 'typename';
  readonly text: string;
}

export interface IntrospectionValue {
  readonly kind: 'value';
  /** `"name":`, behind a comma but for the first of an object. */
  readonly prefix: string;
  readonly definition: GraphQLField<unknown, unknown>;
  readonly given: JsonRecord;
  /** Undefined for a leaf. */
  readonly below: readonly IntrospectionField[] | undefined;
}

export interface IntrospectionSource {
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  /** Coerced. */
  readonly variables: JsonRecord;
}

/**
 * The fields of an object that `nodes` lead to. No type that describes a schema is abstract, so they are the same for each object.
 *
 * Source: https://spec.graphql.org/October2021/#sec-Field-Collection
 */
export function compileIntrospection(
  type: GraphQLObjectType,
  nodes: readonly FieldNode[],
  source: IntrospectionSource,
): IntrospectionField[] {
  return [...collectFields(nodes, source)].map(([name, group], index) => {
    const prefix = `${index > 0 ? ',' : ''}${JSON.stringify(name)}:`;
    const [node] = group;
    const definition = node && type.getFields()[node.name.value];
    if (!definition) return { kind: 'typename', text: prefix + JSON.stringify(type.name) };
    return compileField(prefix, definition, group, source);
  });
}

/** @param nodes    the first has the arguments */
export function compileField(
  prefix: string,
  definition: GraphQLField<unknown, unknown>,
  nodes: readonly FieldNode[],
  source: IntrospectionSource,
): IntrospectionValue {
  const [node] = nodes;
  const named = getNamedType(definition.type);
  return {
    kind: 'value',
    prefix,
    definition,
    given: node ? getArgumentValues(definition, node, source.variables) : {},
    below: isObjectType(named) ? compileIntrospection(named, nodes, source) : undefined,
  };
}

function collectFields(nodes: readonly FieldNode[], { fragments, variables }: IntrospectionSource) {
  const groups = new Map<string, FieldNode[]>();
  const spread = new Set<string>();
  for (const { selectionSet } of nodes) collect(selectionSet);
  return groups;

  function collect(set: SelectionSetNode | undefined): void {
    for (const selection of set?.selections ?? []) {
      if (!isIncluded(selection.directives, variables)) continue;
      if (selection.kind === Kind.FIELD) {
        const name = (selection.alias ?? selection.name).value;
        const group = groups.get(name);
        if (group) group.push(selection);
        else groups.set(name, [selection]);
      } else if (selection.kind === Kind.INLINE_FRAGMENT) collect(selection.selectionSet);
      else if (!spread.has(selection.name.value)) {
        spread.add(selection.name.value);
        collect(fragments.get(selection.name.value)?.selectionSet);
      }
    }
  }
}
