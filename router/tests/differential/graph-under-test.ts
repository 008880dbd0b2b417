import { composeServices } from '@apollo/composition';
import { ROUTER_SUPPORTED_SUPERGRAPH_FEATURES, Supergraph } from '@apollo/federation-internals';
import type { GraphQLSchema } from 'graphql';
import { differenceOf } from './compare-answers.js';
import { Oracle, type OracleAnswer } from './oracle.js';
import { type RouterAnswer, RouterUnderTest } from './router-under-test.js';
import { EVENTS, isDeferring, isSubscription, type Operation, type World } from './scenario.js';
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
  /** The answers to a subscription's events, each of which is there when it is asked for. */
  follow?(operation: Operation): AsyncGenerator<RouterAnswer, void>;
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
    const apiSchema = supergraph.apiSchema().toGraphQLJSSchema({ includeDefer: true });
    const journal = new Journal();
    const services = new Map(
      reader.subgraphs.map((facts) => [facts.name, new SubgraphService({ facts, reader, journal, onFeature })]),
    );
    const router = await startRouter(supergraphSdl, world, services);
    return new GraphUnderTest(apiSchema, reader, new Oracle(apiSchema, reader), router, journal);
  }

  /** @returns of a subscription the first event whose answer is wrong, or the last */
  async run(operation: Operation): Promise<CaseResult> {
    if (this.router.follow && isSubscription(operation)) return this.#follow(operation, this.router.follow(operation));
    const expected = this.oracle.answer(operation);
    this.journal.clear();
    const got = await this.router.answer(operation);
    const { entitiesThrow } = this.reader;
    const difference = differenceOf(expected, got.text, { entitiesThrow, isInParts: isDeferring(operation) });
    return { difference, expected, got };
  }

  async #follow(operation: Operation, answers: AsyncGenerator<RouterAnswer, void>): Promise<CaseResult> {
    for (let event = 0; ; event++) {
      this.reader.event = event;
      const expected = this.oracle.answer(operation);
      const { value: got } = await answers.next();
      const difference = got
        ? differenceOf(expected, got.text, { entitiesThrow: this.reader.entitiesThrow, isInParts: false })
        : 'the subscription ended';
      if (difference === undefined && event < EVENTS - 1) continue;
      await answers.return();
      return { difference, expected, got: got ?? { text: '', fetches: [] } };
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.router[Symbol.asyncDispose]();
  }
}
