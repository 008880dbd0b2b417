import { operationFromDocument } from '@apollo/federation-internals';
import {
  type DocumentNode,
  type FragmentDefinitionNode,
  type GraphQLObjectType,
  Kind,
  type OperationDefinitionNode,
  OperationTypeNode,
  type SelectionSetNode,
} from 'graphql';
import { LruCache } from '../cache/lru-cache.js';
import type { JsonRecord } from '../json-record.js';
import type { LoadedSupergraph } from '../supergraph/load-supergraph.js';
import type { RouterMetrics } from '../telemetry/router-metrics.js';
import type { ClientNames } from './client-names.js';
import { type DeniedFields, withoutDenied } from './denied-fields.js';
import { fragmentsOf } from './fragments-of.js';
import { internalDocument } from './internal-document.js';
import { overrideConditions } from './override-conditions.js';
import type { ParsedDocument } from './parsed-document.js';
import type { PlanStep, SubscriptionPlan } from './plan.js';
import { preparePlan, prepareRootFetch } from './prepare-plan.js';
import { decideRootConditions } from './selection-conditions.js';
import { SelectionShape } from './selection-shape.js';

export interface OperationPlan {
  /** Absent when no subgraph has to be asked. */
  readonly step?: PlanStep;
  readonly subscription?: SubscriptionPlan;
}

/** An operation that is ready to be executed with one set of conditions. */
export interface PlannedOperation {
  readonly definition: OperationDefinitionNode;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly rootType: GraphQLObjectType;
  readonly plan: OperationPlan;
  /** What of the merged data goes to the client. */
  readonly selection: SelectionShape;
}

export interface OperationPlannerOptions {
  readonly supergraph: LoadedSupergraph;
  readonly names: ClientNames;
  readonly activeOverrideLabels: readonly string[];
  readonly metrics: RouterMetrics;
}

/** Both caches weigh an entry by the length of its document. */
const MAX_CACHED_CHARACTERS = 5_000_000;

/** Plans operations, which takes the planner milliseconds of CPU time, and remembers the plans. */
export class OperationPlanner {
  readonly #options: OperationPlannerOptions;
  readonly #active: ReadonlySet<string>;
  readonly #plans = new LruCache<OperationPlan>(MAX_CACHED_CHARACTERS);
  readonly #selections = new LruCache<SelectionShape>(MAX_CACHED_CHARACTERS);

  constructor(options: OperationPlannerOptions) {
    this.#options = options;
    this.#active = new Set(options.activeOverrideLabels);
  }

  /**
   * @param variables    coerced
   * @param denied    what subgraphs are not asked for and the answer has null for
   */
  plan(
    parsed: ParsedDocument,
    operation: OperationDefinitionNode,
    variables: JsonRecord,
    denied?: DeniedFields,
  ): PlannedOperation {
    const { apiSchema } = this.#options.supergraph;
    const rootType = apiSchema.getRootType(operation.operation);
    if (!rootType) throw new Error(`The API schema has no ${operation.operation}, though the operation is valid`);
    const decided = parsed.conditionVariables.map((name) => (variables[name] === true ? '1' : '0')).join('');
    return {
      definition: operation,
      fragments: parsed.fragments,
      rootType,
      plan: this.#planFor(parsed, operation, variables, decided, denied),
      selection: this.#selectionFor(parsed, operation, variables, decided, denied),
    };
  }

  #planFor(
    parsed: ParsedDocument,
    operation: OperationDefinitionNode,
    variables: JsonRecord,
    decided: string,
    denied: DeniedFields | undefined,
  ): OperationPlan {
    const { metrics, supergraph } = this.#options;
    const overrides = overrideConditions({
      labels: supergraph.overrideLabels,
      active: this.#active,
      draw: Math.random(),
    });
    // Conditions are part of a plan, but for those at the root of a subscription.
    const conditions = operation.operation === OperationTypeNode.SUBSCRIPTION ? decided : '';
    const key = [keyOf(parsed, operation, denied), conditions, ...[...overrides.values()].map(Number)].join('|');
    const known = this.#plans.get(key);
    (known ? metrics.planCacheHits : metrics.planCacheMisses).inc();
    if (known) return known;
    const plan = this.#makePlan(parsed, operation, variables, overrides, denied);
    this.#plans.set(key, plan, parsed.length);
    return plan;
  }

  #makePlan(
    parsed: ParsedDocument,
    operation: OperationDefinitionNode,
    variables: JsonRecord,
    overrides: Map<string, boolean>,
    denied: DeniedFields | undefined,
  ): OperationPlan {
    const { supergraph, names } = this.#options;
    const given = denied ? withoutDenied(parsed.document, denied.nodes) : parsed.document;
    const allowed = denied ? withoutDenied(operation, denied.nodes) : operation;
    const isSubscription = operation.operation === OperationTypeNode.SUBSCRIPTION;
    const planned = isSubscription ? decideRootConditions(allowed, fragmentsOf(given), variables) : allowed;
    const document = internalDocument(given, planned, names);
    if (selectsOnlyTypenames(document)) return {};
    const internal = operationFromDocument(supergraph.plannerSchema, document, {
      validate: false,
      ...(operation.name && { operationName: operation.name.value }),
    });
    const { node } = supergraph.planner.buildQueryPlan(internal, { overrideConditions: overrides });
    if (!node) return {};
    const planNames = { client: names, twins: supergraph.twins };
    if (node.kind !== 'Subscription') return { step: preparePlan(node, planNames) };
    const primary = prepareRootFetch(node.primary, planNames);
    return { subscription: { primary, ...(node.rest && { rest: preparePlan(node.rest, planNames) }) } };
  }

  #selectionFor(
    parsed: ParsedDocument,
    operation: OperationDefinitionNode,
    variables: JsonRecord,
    decided: string,
    denied: DeniedFields | undefined,
  ): SelectionShape {
    const key = `${keyOf(parsed, operation, denied)}|${decided}`;
    const known = this.#selections.get(key);
    if (known) return known;
    const { supergraph, names } = this.#options;
    const conditions = Object.fromEntries(parsed.conditionVariables.map((name) => [name, variables[name]]));
    const source = {
      schema: supergraph.apiSchema,
      fragments: parsed.fragments,
      names,
      conditions,
      denied: denied?.nodes,
    };
    const selection = new SelectionShape(source, [operation.selectionSet]);
    this.#selections.set(key, selection, parsed.length);
    return selection;
  }
}

function keyOf(parsed: ParsedDocument, operation: OperationDefinitionNode, denied: DeniedFields | undefined): string {
  return `${parsed.hash}|${operation.name?.value ?? ''}|${denied?.key ?? ''}`;
}

/** Introspection, `{ __typename }`, or nothing at all: the router answers by itself. */
function selectsOnlyTypenames(document: DocumentNode): boolean {
  const fragments = fragmentsOf(document);
  const isOnlyTypenames = (set: SelectionSetNode | undefined): boolean =>
    (set?.selections ?? []).every((selection) => {
      if (selection.kind === Kind.FIELD) return selection.name.value === '__typename';
      if (selection.kind === Kind.INLINE_FRAGMENT) return isOnlyTypenames(selection.selectionSet);
      return isOnlyTypenames(fragments.get(selection.name.value)?.selectionSet);
    });
  const [operation] = document.definitions.filter(({ kind }) => kind === Kind.OPERATION_DEFINITION);
  return operation !== undefined && 'selectionSet' in operation && isOnlyTypenames(operation.selectionSet);
}
