import {
  type ArgumentNode,
  astFromValue,
  type DirectiveNode,
  type GraphQLDirective,
  type GraphQLSchema,
  isSpecifiedDirective,
  Kind,
} from 'graphql';

/** Directives of the graph's own, by name, whose arguments have defaults. */
export type DirectivesWithDefaults = ReadonlyMap<string, GraphQLDirective>;

/** Those that a subgraph may know without the defaults, or with others. */
export function directivesWithDefaults(schema: GraphQLSchema): DirectivesWithDefaults {
  const own = schema
    .getDirectives()
    .filter((directive) => !isSpecifiedDirective(directive) && directive.name !== 'defer');
  const withDefaults = own.filter(({ args }) => args.some(({ defaultValue }) => defaultValue !== undefined));
  return new Map(withDefaults.map((directive) => [directive.name, directive]));
}

/** The directive as the API schema understands it: with every default as an argument. */
export function withDefaults(node: DirectiveNode, directives: DirectivesWithDefaults): DirectiveNode {
  const given = node.arguments ?? [];
  const missing = (directives.get(node.name.value)?.args ?? []).flatMap(
    ({ name, type, defaultValue }): ArgumentNode[] => {
      if (defaultValue === undefined || given.some((argument) => argument.name.value === name)) return [];
      const value = astFromValue(defaultValue, type);
      return value ? [{ kind: Kind.ARGUMENT, name: { kind: Kind.NAME, value: name }, value }] : [];
    },
  );
  return missing.length === 0 ? node : { ...node, arguments: [...given, ...missing] };
}
