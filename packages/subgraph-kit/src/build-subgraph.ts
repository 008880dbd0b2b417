import 'reflect-metadata';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { printSchemaWithDirectives } from '@graphql-tools/utils';
import { type GraphQLResolveInfo, type GraphQLSchema, parse } from 'graphql';
import {
  type BuildSchemaOptions,
  buildSchema,
  createResolversMap,
  type NonEmptyArray,
  type PubSub,
} from 'type-graphql';

const FEDERATION = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: [
  "@key", "@shareable", "@requires", "@external", "@provides", "@override", "@inaccessible", "@tag",
  "@interfaceObject", "@authenticated", "@requiresScopes", "@policy", "@cost", "@listSize"])
"""
For how many seconds an answer may be kept, by anybody: the shortest of all that it has. What says nothing is not kept.
Source: https://www.apollographql.com/docs/apollo-server/performance/caching
"""
directive @cacheControl(maxAge: Int, inheritMaxAge: Boolean) on OBJECT | FIELD_DEFINITION\n`;

/** Finds one entity from its key, usually through a loader; null when there is none. */
export type ReferenceResolver<Context> = (
  reference: { readonly __typename: string; readonly id: string },
  context: Context,
  info: GraphQLResolveInfo,
) => unknown;

export interface SubgraphDefinition<Context> {
  readonly resolvers: NonEmptyArray<NewableFunction>;
  /** object types that no field returns by name, such as the concrete user errors */
  readonly orphanedTypes?: readonly NewableFunction[];
  readonly references?: Readonly<Record<string, ReferenceResolver<Context>>>;
  readonly pubSub?: PubSub;
}

/** For printing a schema that has subscriptions, where nothing will be published. */
export const NO_PUB_SUB: PubSub = {
  publish: () => {},
  subscribe: () => {
    throw new Error('This schema was built for printing');
  },
};

/** Makes a Federation 2.9 subgraph schema of type-graphql classes. */
export async function buildSubgraph<Context>(definition: SubgraphDefinition<Context>): Promise<GraphQLSchema> {
  const { references = {}, orphanedTypes = [], resolvers, pubSub } = definition;
  const options: BuildSchemaOptions = {
    resolvers,
    orphanedTypes: [...orphanedTypes],
    validate: false,
    skipCheck: true,
    ...(pubSub ? { pubSub } : {}),
  };
  const schema = await buildSchema(options);
  const map = createResolversMap(schema);
  for (const [typeName, resolveReference] of Object.entries(references)) {
    map[typeName] = Object.assign({}, map[typeName], { __resolveReference: resolveReference });
  }
  return buildSubgraphSchema({
    typeDefs: parse(FEDERATION + printSchemaWithDirectives(schema)),
    // type-graphql types its map with `any` resolvers; @apollo/subgraph with its own: the same thing
    resolvers: map as Parameters<typeof buildSubgraphSchema>[0] extends { resolvers?: infer R } ? R : never,
  });
}
