import {
  operationFromDocument,
  ROUTER_SUPPORTED_SUPERGRAPH_FEATURES,
  type Schema,
  Supergraph,
} from '@apollo/federation-internals';
import { executeQueryPlan } from '@apollo/gateway/dist/executeQueryPlan.js';
import { buildOperationContext } from '@apollo/gateway/dist/operationContext.js';
import { QueryPlanner } from '@apollo/query-planner';
import { type GraphQLSchema, parse } from 'graphql';
import type { Answering } from './graph-under-test.js';
import type { RouterAnswer } from './router-under-test.js';
import type { Operation, World } from './scenario.js';
import type { ServiceRequest, SubgraphService } from './world/subgraph-service.js';

type Services = ReadonlyMap<string, SubgraphService>;

/** The planner and the executor of @apollo/gateway, without the server around them. */
export class StockGateway implements Answering {
  readonly #supergraph: GraphQLSchema;
  readonly #planned: Schema;
  readonly #api: GraphQLSchema;
  readonly #planner: QueryPlanner;
  readonly #services: Services;
  readonly #overrides: ReadonlySet<string>;

  private constructor(supergraph: Supergraph, services: Services, overrides: ReadonlySet<string>) {
    this.#supergraph = supergraph.schema.toGraphQLJSSchema();
    this.#planned = supergraph.apiSchema();
    this.#api = this.#planned.toGraphQLJSSchema();
    this.#planner = new QueryPlanner(supergraph);
    this.#services = services;
    this.#overrides = overrides;
  }

  static async start(supergraphSdl: string, { overrideLabels }: World, services: Services): Promise<StockGateway> {
    const supergraph = Supergraph.build(supergraphSdl, { supportedFeatures: ROUTER_SUPPORTED_SUPERGRAPH_FEATURES });
    return new StockGateway(supergraph, services, new Set(overrideLabels));
  }

  async answer({ query, variables }: Operation): Promise<RouterAnswer> {
    const document = parse(query);
    const overrideConditions = new Map([...this.#overrides].map((label) => [label, true]));
    const plan = this.#planner.buildQueryPlan(operationFromDocument(this.#planned, document), { overrideConditions });
    const services = [...this.#services].map(([name, service]) => [name, dataSourceOf(service)] as const);
    const result = await executeQueryPlan(
      plan,
      Object.fromEntries(services),
      { request: { query, variables }, logger: SILENT, metrics: {} } as any,
      buildOperationContext({ schema: this.#api, operationDocument: document }),
      this.#supergraph,
      this.#planned,
    );
    return { text: JSON.stringify(result), fetches: [] };
  }

  async [Symbol.asyncDispose](): Promise<void> {}
}

function dataSourceOf(service: SubgraphService) {
  return {
    process: async ({ request }: { request: unknown }) =>
      JSON.parse(await service.answer(JSON.parse(JSON.stringify(request)) as ServiceRequest)),
  };
}

const SILENT = { debug() {}, info() {}, warn() {}, error() {} };
