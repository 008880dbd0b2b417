import {
  type ArgumentNode,
  type ConstDirectiveNode,
  type DocumentNode,
  type FieldDefinitionNode,
  type FieldNode,
  type InterfaceTypeDefinitionNode,
  Kind,
  type ObjectTypeDefinitionNode,
  print,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import { fieldWays, parseSelection } from './field-ways.js';

type TypeDefinition = ObjectTypeDefinitionNode | InterfaceTypeDefinitionNode;

/** The field and arguments that a twin stands for. */
export interface TwinSource {
  readonly field: string;
  readonly arguments: readonly ArgumentNode[];
}

export interface SupergraphWithTwins {
  /** The supergraph, with twins in place of the requirements that have arguments. */
  readonly document: DocumentNode;
  readonly sources: ReadonlyMap<string, TwinSource>;
  /** `GRAPH Type.field` → the ways to all fields that its requirement selects, with the names of twins. */
  readonly requiredWays: ReadonlyMap<string, ReadonlySet<string>>;
}

/**
 * Gives every field that a requirement selects with arguments a twin without arguments, and lets the requirement select
 * that. The planner takes two selections of one field for the same, whatever their arguments; twins it keeps apart. After
 * planning, a twin becomes an alias of its field in the subgraph's operation, and its field's name in a representation.
 */
export function addArgumentTwins(supergraph: DocumentNode): SupergraphWithTwins {
  const types = new Map(supergraph.definitions.filter(isTypeDefinition).map((type) => [type.name.value, type]));
  const sources = new Map<string, TwinSource>();
  const namesBySource = new Map<string, string>();
  const twinsByType = new Map<string, Set<string>>();
  const requiredWays = new Map<string, ReadonlySet<string>>();

  const withRequirements = [...types.values()].map((type) => ({
    ...type,
    fields: type.fields?.map((field) => ({
      ...field,
      directives: field.directives?.map((directive) => replaceRequirement(type.name.value, field, directive)),
    })),
  }));
  const replaced = new Map(withRequirements.map((type) => [type.name.value, { ...type, fields: addTwins(type) }]));
  const definitions = supergraph.definitions.map((definition) =>
    isTypeDefinition(definition) ? (replaced.get(definition.name.value) ?? definition) : definition,
  );
  return { document: { ...supergraph, definitions }, sources, requiredWays };

  function replaceRequirement(
    typeName: string,
    field: FieldDefinitionNode,
    directive: ConstDirectiveNode,
  ): ConstDirectiveNode {
    const requires = argumentOf(directive, 'requires');
    const graph = argumentOf(directive, 'graph');
    if (requires?.kind !== Kind.STRING || graph?.kind !== Kind.ENUM) return directive;
    const selection = parseSelection(requires.value);
    const twinned = replaceIn(selection, typeName);
    const ways = new Set(fieldWays(twinned));
    requiredWays.set(`${graph.value} ${typeName}.${field.name.value}`, ways);
    if (![...ways].some((way) => way.split('/').some((name) => sources.has(name)))) return directive;
    const value = print(twinned).slice(1, -1);
    const given = directive.arguments?.map((argument) =>
      argument.name.value === 'requires' ? { ...argument, value: { ...requires, value } } : argument,
    );
    return { ...directive, arguments: given };
  }

  function replaceIn(set: SelectionSetNode, typeName: string): SelectionSetNode {
    return { ...set, selections: set.selections.map((selection) => replaceSelection(selection, typeName)) };
  }

  function replaceSelection(selection: SelectionNode, typeName: string): SelectionNode {
    if (selection.kind === Kind.FRAGMENT_SPREAD) return selection;
    if (selection.kind === Kind.INLINE_FRAGMENT) {
      const inner = selection.typeCondition?.name.value ?? typeName;
      return { ...selection, selectionSet: replaceIn(selection.selectionSet, inner) };
    }
    const definition = types.get(typeName)?.fields?.find(({ name }) => name.value === selection.name.value);
    const { selectionSet } = selection;
    const below = selectionSet && definition ? replaceIn(selectionSet, namedType(definition)) : selectionSet;
    if (!selection.arguments?.length) return { ...selection, selectionSet: below };
    const value = twinOf(selection, typeName);
    return { ...selection, name: { ...selection.name, value }, arguments: [], selectionSet: below };
  }

  function twinOf(field: FieldNode, typeName: string): string {
    const source = `${field.name.value}(${(field.arguments ?? []).map(print).sort().join(',')})`;
    const name = namesBySource.get(source) ?? `${field.name.value}__with_${namesBySource.size}`;
    namesBySource.set(source, name);
    sources.set(name, { field: field.name.value, arguments: field.arguments ?? [] });
    for (const type of types.values()) {
      const isImplementation = type.interfaces?.some((implemented) => implemented.name.value === typeName);
      if (type.name.value !== typeName && !isImplementation) continue;
      twinsByType.set(type.name.value, (twinsByType.get(type.name.value) ?? new Set()).add(name));
    }
    return name;
  }

  function addTwins(type: TypeDefinition): FieldDefinitionNode[] {
    const fields = [...(type.fields ?? [])];
    const twins = [...(twinsByType.get(type.name.value) ?? [])].flatMap((value) => {
      const original = fields.find(({ name }) => name.value === sources.get(value)?.field);
      return original ? [{ ...original, name: { ...original.name, value }, arguments: [] }] : [];
    });
    return [...fields, ...twins];
  }
}

function isTypeDefinition(node: { readonly kind: string }): node is TypeDefinition {
  return node.kind === Kind.OBJECT_TYPE_DEFINITION || node.kind === Kind.INTERFACE_TYPE_DEFINITION;
}

function argumentOf(directive: ConstDirectiveNode, name: string) {
  if (directive.name.value !== 'join__field') return undefined;
  return directive.arguments?.find((argument) => argument.name.value === name)?.value;
}

function namedType({ type }: FieldDefinitionNode): string {
  let named = type;
  while (named.kind !== Kind.NAMED_TYPE) named = named.type;
  return named.name.value;
}
