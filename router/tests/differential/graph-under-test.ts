import { composeServices } from '@apollo/composition';
import { ROUTER_SUPPORTED_SUPERGRAPH_FEATURES, Supergraph } from '@apollo/federation-internals';
import type { GraphQLSchema } from 'graphql';
import { differenceOf } from './compare-answers.js';
import { Oracle, type OracleAnswer } from './oracle.js';
import { type RouterAnswer, RouterUnderTest } from './router-under-test.js';
import type { Operation, World } from './scenario.js';
import { Journal } from './world/journal.js';
import { type ServedFeature, SubgraphService } from './world/subgraph-service.js';
import { WorldReader } from './world/world-reader.js';

export interface CaseResult {
  /** What is wrong; undefined when nothing is. */
  readonly difference: string | undefined;
  readonly expected: OracleAnswer;
  readonly got: RouterAnswer;
}

/** What answers operations on a supergraph. */
export interface Answering extends AsyncDisposable {
  answer(operation: Operation): Promise<RouterAnswer>;
}

export type StartAnswering = (
  supergraphSdl: string,
  world: World,
  services: ReadonlyMap<string, SubgraphService>,
) => Promise<Answering>;

/** A world behind the router, and the same world behind one schema. */
export class GraphUnderTest implements AsyncDisposable {
  private constructor(
    readonly apiSchema: GraphQLSchema,
    readonly reader: WorldReader,
    readonly oracle: Oracle,
    readonly router: Answering,
    readonly journal: Journal,
  ) {}

  /** @returns undefined when the world's subgraphs do not compose */
  static async start(
    world: World,
    onFeature: (feature: ServedFeature) => void,
    startRouter: StartAnswering = RouterUnderTest.start,
  ): Promise<GraphUnderTest | undefined> {
    const reader = new WorldReader(world);
    const composed = composeServices(
      reader.subgraphs.map(({ name, document }) => ({ name, url: `http://${name}.test/`, typeDefs: document })),
    );
    if (!composed.supergraphSdl) return undefined;
    const { supergraphSdl } = composed;
    const supergraph = Supergraph.build(supergraphSdl, { supportedFeatures: ROUTER_SUPPORTED_SUPERGRAPH_FEATURES });
    const apiSchema = supergraph.apiSchema().toGraphQLJSSchema();
    const journal = new Journal();
    const services = new Map(
      reader.subgraphs.map((facts) => [facts.name, new SubgraphService({ facts, reader, journal, onFeature })]),
    );
    const router = await startRouter(supergraphSdl, world, services);
    return new GraphUnderTest(apiSchema, reader, new Oracle(apiSchema, reader), router, journal);
  }

  async run(operation: Operation): Promise<CaseResult> {
    const expected = this.oracle.answer(operation);
    this.journal.clear();
    const got = await this.router.answer(operation);
    return { difference: differenceOf(expected, got.text), expected, got };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.router[Symbol.asyncDispose]();
  }
}
