import {
  type ConstDirectiveNode,
  type DocumentNode,
  type FieldDefinitionNode,
  type InterfaceTypeDefinitionNode,
  type InterfaceTypeExtensionNode,
  Kind,
  type ObjectTypeDefinitionNode,
  type ObjectTypeExtensionNode,
  parse,
  type SelectionSetNode,
  valueFromASTUntyped,
} from 'graphql';
import type { SubgraphText } from '../scenario.js';

/** What a subgraph's SDL says of who answers what. */
export interface SubgraphFacts {
  readonly name: string;
  readonly document: DocumentNode;
  readonly types: ReadonlyMap<string, TypeFacts>;
}

export interface TypeFacts {
  readonly name: string;
  readonly isObject: boolean;
  readonly isInterfaceObject: boolean;
  readonly keys: readonly { readonly selection: SelectionSetNode; readonly isResolvable: boolean }[];
  /** Names of interfaces and of unions it is in. */
  readonly abstractTypes: ReadonlySet<string>;
  readonly contexts: ReadonlySet<string>;
  readonly fields: ReadonlyMap<string, FieldFacts>;
}

export interface FieldFacts {
  readonly definition: FieldDefinitionNode;
  readonly isExternal: boolean;
  readonly isOverride: boolean;
  readonly requires: SelectionSetNode | undefined;
  readonly provides: SelectionSetNode | undefined;
  /** Values of the arguments that have a default. */
  readonly defaults: Readonly<Record<string, unknown>>;
  readonly contextArguments: readonly ContextArgument[];
}

export interface ContextArgument {
  readonly name: string;
  readonly context: string;
  readonly selection: SelectionSetNode;
}

type FieldsNode =
  | ObjectTypeDefinitionNode
  | ObjectTypeExtensionNode
  | InterfaceTypeDefinitionNode
  | InterfaceTypeExtensionNode;

export function readSubgraphFacts({ name, sdl }: SubgraphText): SubgraphFacts {
  const document = parse(sdl, { noLocation: true });
  const unions = document.definitions.filter((definition) => definition.kind === Kind.UNION_TYPE_DEFINITION);
  const types = new Map<string, TypeFacts>();
  for (const definition of document.definitions) {
    if (!isFieldsNode(definition)) continue;
    const typeName = definition.name.value;
    const memberships = unions.filter(({ types: members }) =>
      members?.some((member) => member.name.value === typeName),
    );
    types.set(typeName, {
      name: typeName,
      isObject: definition.kind === Kind.OBJECT_TYPE_DEFINITION || definition.kind === Kind.OBJECT_TYPE_EXTENSION,
      isInterfaceObject: has(definition, 'interfaceObject'),
      keys: applied(definition, 'key').map((key) => ({
        selection: selectionOf(argument(key, 'fields')),
        isResolvable: argument(key, 'resolvable') !== false,
      })),
      abstractTypes: new Set([...(definition.interfaces ?? []), ...memberships].map((type) => type.name.value)),
      contexts: new Set(applied(definition, 'context').map((context) => String(argument(context, 'name')))),
      fields: new Map(definition.fields?.map((field) => [field.name.value, readField(field)])),
    });
  }
  return { name, document, types };
}

function readField(definition: FieldDefinitionNode): FieldFacts {
  const [requires] = applied(definition, 'requires');
  const [provides] = applied(definition, 'provides');
  const given = definition.arguments ?? [];
  return {
    definition,
    isExternal: has(definition, 'external'),
    isOverride: has(definition, 'override'),
    requires: requires && selectionOf(argument(requires, 'fields')),
    provides: provides && selectionOf(argument(provides, 'fields')),
    defaults: Object.fromEntries(
      given.flatMap((arg) => (arg.defaultValue ? [[arg.name.value, valueFromASTUntyped(arg.defaultValue)]] : [])),
    ),
    contextArguments: given.flatMap((arg) =>
      applied(arg, 'fromContext').map((directive) => {
        const [, context = '', selection = ''] =
          /^\$(\w+)\s*(\{.*\})$/s.exec(String(argument(directive, 'field'))) ?? [];
        return { name: arg.name.value, context, selection: selectionOf(selection.slice(1, -1)) };
      }),
    ),
  };
}

function isFieldsNode(node: { readonly kind: Kind }): node is FieldsNode {
  return (
    node.kind === Kind.OBJECT_TYPE_DEFINITION ||
    node.kind === Kind.OBJECT_TYPE_EXTENSION ||
    node.kind === Kind.INTERFACE_TYPE_DEFINITION ||
    node.kind === Kind.INTERFACE_TYPE_EXTENSION
  );
}

interface WithDirectives {
  readonly directives?: readonly ConstDirectiveNode[] | undefined;
}

function applied({ directives }: WithDirectives, name: string): ConstDirectiveNode[] {
  return (directives ?? []).filter((directive) => directive.name.value === name);
}

function has(node: WithDirectives, name: string): boolean {
  return applied(node, name).length > 0;
}

function argument(directive: ConstDirectiveNode, name: string): unknown {
  const value = directive.arguments?.find((given) => given.name.value === name)?.value;
  return value && valueFromASTUntyped(value);
}

function selectionOf(fields: unknown): SelectionSetNode {
  const [operation] = parse(`{${fields}}`, { noLocation: true }).definitions;
  if (operation?.kind !== Kind.OPERATION_DEFINITION) throw new Error(`"${fields}" is no selection`);
  return operation.selectionSet;
}
