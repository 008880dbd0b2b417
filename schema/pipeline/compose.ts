import { composeServices } from '@apollo/composition';
import { ROUTER_SUPPORTED_SUPERGRAPH_FEATURES, Supergraph } from '@apollo/federation-internals';
import { parse, printSchema } from 'graphql';
import type { PrintedSubgraph } from './subgraphs.js';

export interface Composed {
  readonly supergraph: string;
  /** what a client sees */
  readonly api: string;
}

/** @throws AggregateError  with every composition error; a hint counts as one, since each tells of subgraphs that disagree */
export function compose(subgraphs: readonly PrintedSubgraph[]): Composed {
  const result = composeServices(subgraphs.map(({ name, url, sdl }) => ({ name, url, typeDefs: parse(sdl) })));
  if (result.errors) throw new AggregateError(result.errors, listOf(result.errors.map(({ message }) => message)));
  if (result.hints.length > 0) throw new AggregateError([], listOf(result.hints.map((hint) => hint.toString())));
  const supergraph = Supergraph.build(result.supergraphSdl, {
    supportedFeatures: ROUTER_SUPPORTED_SUPERGRAPH_FEATURES,
  });
  return {
    supergraph: `${result.supergraphSdl.trim()}\n`,
    api: `${printSchema(supergraph.apiSchema().toGraphQLJSSchema()).trim()}\n`,
  };
}

function listOf(messages: readonly string[]): string {
  return `The subgraphs do not compose:\n${messages.map((message) => `  - ${message}`).join('\n')}`;
}
