import { composeServices } from '@apollo/composition';
import { Supergraph } from '@apollo/federation-internals';
import { graphql } from 'graphql';
import { subgraphNames, typeDefsOf, withAllResolvers } from './subgraphs.mjs';

/**
 * @param urls    of each subgraph, by name
 * @returns       the supergraph's SDL
 */
export function compose(urls) {
  const services = subgraphNames.map((name) => ({ name, url: urls[name], typeDefs: typeDefsOf(name) }));
  const { supergraphSdl, errors } = composeServices(services);
  if (!supergraphSdl) throw new Error(errors.map(({ message }) => message).join('\n'));
  return supergraphSdl;
}

/**
 * What graphql-js answers on one schema over the same data: the answers that every router must give.
 *
 * @returns one JSON text per request, in the same order
 */
export async function referenceAnswers(supergraphSdl, world, requests) {
  const schema = withAllResolvers(Supergraph.build(supergraphSdl).apiSchema().toGraphQLJSSchema());
  return Promise.all(
    requests.map(async ({ query, variables }) => {
      const answer = await graphql({ schema, source: query, variableValues: variables, contextValue: { world } });
      if (answer.errors) throw answer.errors[0];
      return JSON.stringify(answer);
    }),
  );
}
