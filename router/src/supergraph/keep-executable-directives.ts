import {
  type ConstDirectiveNode,
  type DefinitionNode,
  type DirectiveDefinitionNode,
  DirectiveLocation,
  type DocumentNode,
  Kind,
} from 'graphql';

const APOLLO = 'https://specs.apollo.dev/';
const EXECUTABLE: ReadonlySet<string> = new Set([
  DirectiveLocation.QUERY,
  DirectiveLocation.MUTATION,
  DirectiveLocation.SUBSCRIPTION,
  DirectiveLocation.FIELD,
  DirectiveLocation.FRAGMENT_DEFINITION,
  DirectiveLocation.FRAGMENT_SPREAD,
  DirectiveLocation.INLINE_FRAGMENT,
  DirectiveLocation.VARIABLE_DEFINITION,
]);

/**
 * Directives that clients write into operations stay theirs when `@composeDirective` brought them into the supergraph: what a
 * `@link` imports is taken out of the API schema, so the `@link` of a specification which has no others goes.
 */
export function keepExecutableDirectives(supergraph: DocumentNode): DocumentNode {
  const executable = new Set(
    supergraph.definitions
      .filter(isDirectiveDefinition)
      .filter(isExecutable)
      .map(({ name }) => `@${name.value}`),
  );
  if (executable.size === 0) return supergraph;
  const keep = (directive: ConstDirectiveNode) => !importsOnly(directive, executable);
  return {
    ...supergraph,
    definitions: supergraph.definitions.map((definition) =>
      definition.kind === Kind.SCHEMA_DEFINITION || definition.kind === Kind.SCHEMA_EXTENSION
        ? { ...definition, directives: (definition.directives ?? []).filter(keep) }
        : definition,
    ),
  };
}

function isDirectiveDefinition(definition: DefinitionNode): definition is DirectiveDefinitionNode {
  return definition.kind === Kind.DIRECTIVE_DEFINITION;
}

function isExecutable({ locations }: DirectiveDefinitionNode): boolean {
  return locations.every(({ value }) => EXECUTABLE.has(value));
}

function importsOnly({ name, arguments: given = [] }: ConstDirectiveNode, directives: ReadonlySet<string>): boolean {
  if (name.value !== 'link') return false;
  const [url] = given.flatMap(({ name, value }) =>
    name.value === 'url' && value.kind === Kind.STRING ? [value.value] : [],
  );
  const [imports] = given.flatMap(({ name, value }) =>
    name.value === 'import' && value.kind === Kind.LIST ? [value] : [],
  );
  if (!url || url.startsWith(APOLLO) || !imports || imports.values.length === 0) return false;
  return imports.values.every((imported) => imported.kind === Kind.STRING && directives.has(imported.value));
}
