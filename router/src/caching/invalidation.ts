import type { Schema } from '@apollo/federation-internals';
import { z } from 'zod';
import { subgraphTerm, tagTerm, typeTerm } from './invalidation-terms.js';

const name = z.string().min(1).max(1_000);

const invalidation = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('cache_tag'), subgraphs: z.array(name).min(1).max(1_000), cache_tag: name }),
  z.strictObject({ kind: z.literal('type'), subgraph: name, type: name }),
  z.strictObject({ kind: z.literal('subgraph'), subgraph: name }),
]);

/**
 * What is to be forgotten, in the words of Apollo's router: what some subgraphs gave a tag; everything from one subgraph that
 * has objects of a type, `Query` being all root fields; everything from one subgraph.
 *
 * Source: https://www.apollographql.com/docs/graphos/routing/performance/caching/response-caching/invalidation
 */
export const invalidations = z.array(invalidation).min(1).max(1_000);

export type Invalidation = z.output<typeof invalidation>;

/** The terms that entries have which are to be forgotten. */
export function termsOfInvalidation(given: Invalidation, schema: Schema): readonly string[] {
  switch (given.kind) {
    case 'cache_tag':
      return given.subgraphs.map((subgraph) => tagTerm(subgraph, given.cache_tag));
    case 'type':
      return [given.type, ...relatives(schema, given.type)].map((type) => typeTerm(given.subgraph, type));
    case 'subgraph':
      return [subgraphTerm(given.subgraph)];
  }
}

/** Its interfaces and unions, under whose names it may have been asked for; of an abstract type, what belongs to it. */
function relatives(schema: Schema, typeName: string): string[] {
  const type = schema.type(typeName);
  switch (type?.kind) {
    case 'ObjectType':
      return [
        ...type.interfaces().map((each) => each.name),
        ...schema
          .unionTypes()
          .filter((union) => union.hasTypeMember(type))
          .map((union) => union.name),
      ];
    case 'InterfaceType':
      return [...type.interfaces(), ...type.allImplementations()].map((each) => each.name);
    case 'UnionType':
      return type.types().map((each) => each.name);
    default:
      return [];
  }
}
