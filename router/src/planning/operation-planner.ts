import {
  type DocumentNode,
  type FragmentDefinitionNode,
  type GraphQLObjectType,
  Kind,
  type OperationDefinitionNode,
  OperationTypeNode,
  type SelectionSetNode,
} from 'graphql';
import type { Logger } from 'pino';
import { LruCache } from '../cache/lru-cache.js';
import { type CompiledProgram, compileProgram } from '../execution/program/compile-program.js';
import { findLeafRuns } from '../execution/program/leaf-runs.js';
import type { Place } from '../execution/program/place.js';
import { RuntimeFields } from '../execution/writing/selection-writing.js';
import type { JsonRecord } from '../json-record.js';
import type { PlanRoot } from '../plan-making/build-plan.js';
import type { PlanMaker } from '../plan-making/plan-maker.js';
import type { LoadedSupergraph } from '../supergraph/load-supergraph.js';
import type { RouterMetrics } from '../telemetry/router-metrics.js';
import type { ClientNames } from './client-names.js';
import { contestedNames } from './contested-names.js';
import { type DeferredFragments, deferredFragments } from './deferred-fragments.js';
import { type DeniedFields, withoutDenied } from './denied-fields.js';
import { type DirectivesWithDefaults, directivesWithDefaults } from './directive-defaults.js';
import { fragmentsOf } from './fragments-of.js';
import { internalDocument } from './internal-document.js';
import { overrideConditions } from './override-conditions.js';
import type { ParsedDocument } from './parsed-document.js';
import type { PlanStep, SubscriptionPlan } from './plan.js';
import { type DeferredPlan, planDeferred } from './plan-deferred.js';
import { preparePlan, prepareRootFetch } from './prepare-plan.js';
import { refuseUnanswerable } from './refuse-unanswerable.js';
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
  /** The plan, compiled. */
  readonly program: CompiledProgram;
  /** Parts of the answer follow the first. */
  readonly isDeferred: boolean;
  /** How the answer is written. */
  readonly fields: RuntimeFields;
  /** How long the text of its latest answer was; 0 before the first. */
  readonly lastAnswer: { length: number };
}

export interface OperationPlannerOptions {
  readonly supergraph: LoadedSupergraph;
  readonly names: ClientNames;
  readonly plans: PlanMaker;
  readonly activeOverrideLabels: readonly string[];
  readonly metrics: RouterMetrics;
  readonly logger: Logger;
}

/** A planned operation that was asked for, and what it was planned from. */
export interface UsedOperation {
  readonly parsed: ParsedDocument;
  readonly operation: OperationDefinitionNode;
  /** Values of the variables which `@skip`, `@include` and `@defer` depend on. */
  readonly conditions: JsonRecord;
  readonly delivery: Delivery;
}

/** How an operation with `@defer` is answered: as if it had none, or in parts that follow one another. */
export type Delivery = 'whole' | 'in-parts';

interface CachedOperation extends UsedOperation {
  readonly planned: PlannedOperation;
  /** How often it was found. */
  uses: number;
}

/** What of an operation is not answered, and what not at once. */
interface Exceptions {
  readonly denied: DeniedFields | undefined;
  readonly deferred: DeferredFragments | undefined;
}

const NOWHERE: ReadonlySet<Place> = new Set();

/** Both caches weigh an entry by the length of its document. */
const MAX_CACHED_CHARACTERS = 5_000_000;

/** Plans operations, which takes the planner milliseconds of CPU time, and remembers what it made of them. */
export class OperationPlanner {
  readonly #options: OperationPlannerOptions;
  readonly #active: ReadonlySet<string>;
  readonly #directives: DirectivesWithDefaults;
  readonly #plans = new LruCache<OperationPlan>(MAX_CACHED_CHARACTERS);
  /** By the operation itself, or by a text where one operation has several plans. */
  readonly #operations = new LruCache<CachedOperation, OperationDefinitionNode | string>(MAX_CACHED_CHARACTERS);

  constructor(options: OperationPlannerOptions) {
    this.#options = options;
    this.#directives = directivesWithDefaults(options.supergraph.apiSchema);
    this.#active = new Set(options.activeOverrideLabels);
  }

  /**
   * @param variables    coerced
   * @param denied    what subgraphs are not asked for and the answer has null for
   * @param delivery    'in-parts' when the client takes them
   * @returns at once when it is known, or the planner takes little time
   * @throws RequestError    limitExceeded or unavailable: see PlanMaker
   */
  plan(
    parsed: ParsedDocument,
    operation: OperationDefinitionNode,
    variables: JsonRecord,
    denied?: DeniedFields,
    delivery: Delivery = 'whole',
  ): PlannedOperation | Promise<PlannedOperation> {
    const { metrics, supergraph } = this.#options;
    const defers = delivery === 'in-parts' ? parsed.defers?.get(operation) : undefined;
    const deferred = defers && deferredFragments(defers, variables);
    const hasVariants =
      parsed.conditionVariables.length > 0 || supergraph.overrideLabels.length > 0 || denied || deferred;
    const overrides = this.#overrides();
    const decided = parsed.conditionVariables.map((name) => (variables[name] === true ? '1' : '0')).join('');
    const labels = [...overrides.values()].map(Number).join('');
    const identity = hasVariants ? keyOf(parsed, operation, denied, deferred) : '';
    const key = hasVariants ? [identity, decided, labels].join('|') : operation;
    const known = this.#operations.get(key);
    if (known) {
      metrics.planCacheHits.inc();
      known.uses++;
      return known.planned;
    }
    metrics.planCacheMisses.inc();
    const startedAt = performance.now();
    const conditions = Object.fromEntries([
      ...(defers ?? []).flatMap(({ variable }) => (variable ? [[variable, variables[variable] !== false]] : [])),
      ...parsed.conditionVariables.map((name) => [name, variables[name] === true]),
    ]);
    // Conditions are part of a plan, but for those at a root that has no plan with conditions.
    const planKey = [
      keyOf(parsed, operation, denied, deferred),
      operation.operation === OperationTypeNode.QUERY ? '' : decided,
      labels,
    ].join('|');
    const remember = (made: OperationPlan) => {
      // Of two that were made at once all get the first: subscriptions are shared by their plan.
      const plan = this.#plans.get(planKey) ?? made;
      if (plan === made) this.#plans.set(planKey, plan, parsed.length);
      const planned = this.#makeOperation(parsed, operation, plan, conditions, { denied, deferred });
      this.#operations.set(key, { parsed, operation, conditions, delivery, planned, uses: 0 }, parsed.length);
      metrics.planningDuration.of().observe((performance.now() - startedAt) / 1000);
      return planned;
    };
    const plan =
      this.#plans.get(planKey) ??
      this.#makePlan(planKey, parsed, operation, variables, overrides, { denied, deferred });
    return plan instanceof Promise ? plan.then(remember) : remember(plan);
  }

  /** How many operations are planned and remembered. */
  get plannedCount(): number {
    return this.#operations.size;
  }

  /** The operations that were found most often, the most used first. */
  mostUsed(limit: number): readonly UsedOperation[] {
    return [...this.#operations.values()].sort((one, other) => other.uses - one.uses).slice(0, limit);
  }

  #overrides(): Map<string, boolean> {
    const { overrideLabels: labels } = this.#options.supergraph;
    return overrideConditions({ labels, active: this.#active, draw: labels.length > 0 ? Math.random() : 0 });
  }

  #makeOperation(
    parsed: ParsedDocument,
    operation: OperationDefinitionNode,
    plan: OperationPlan,
    conditions: JsonRecord,
    { denied, deferred }: Exceptions,
  ): PlannedOperation {
    const { supergraph } = this.#options;
    const { apiSchema: schema, types } = supergraph;
    const names = this.#namesIn(parsed);
    const { fragments } = parsed;
    const rootType = schema.getRootType(operation.operation);
    if (!rootType) throw new Error(`The API schema has no ${operation.operation}, though the operation is valid`);
    const source = { schema, fragments, names, conditions, denied: denied?.nodes, deferred };
    const selection = new SelectionShape(source, [operation.selectionSet]);
    const program = compileProgram({
      types,
      primary: plan.subscription?.primary,
      step: plan.step ?? plan.subscription?.rest,
      isTrue: (variable) => conditions[variable] === true,
    });
    const isDeferred = deferred !== undefined;
    if (!isDeferred) findLeafRuns(program, rootType, selection);
    // What is written once for many places would be looked for deferred fragments at the first of them only.
    const shared = isDeferred ? NOWHERE : program.shared;
    const fields = new RuntimeFields({ schema, types, shared }, rootType, selection, program.root);
    refuseUnanswerable(fields.of(rootType.name) ?? []);
    return {
      definition: operation,
      fragments,
      rootType,
      plan,
      selection,
      program,
      isDeferred,
      fields,
      lastAnswer: { length: 0 },
    };
  }

  #makePlan(
    key: string,
    parsed: ParsedDocument,
    operation: OperationDefinitionNode,
    variables: JsonRecord,
    overrides: Map<string, boolean>,
    { denied, deferred }: Exceptions,
  ): OperationPlan | Promise<OperationPlan> {
    const { plans, supergraph } = this.#options;
    const names = this.#namesIn(parsed);
    const keys = { schema: supergraph.apiSchema, keys: supergraph.keysEverywhere };
    const given = denied ? withoutDenied(parsed.document, denied.nodes) : parsed.document;
    const allowed = denied ? withoutDenied(operation, denied.nodes) : operation;
    const isQuery = operation.operation === OperationTypeNode.QUERY;
    const planned = isQuery ? allowed : decideRootConditions(allowed, fragmentsOf(given), variables);
    const documentWith = (told: DeferredFragments | undefined) =>
      internalDocument(given, planned, names, this.#directives, told && { fragments: told, keys });
    const document = documentWith(deferred);
    if (selectsOnlyTypenames(document)) return {};
    if (!deferred) {
      const made = plans.make(key, { document, overrides });
      return made instanceof Promise ? made.then((node) => this.#prepare(node)) : this.#prepare(made);
    }
    const made = planDeferred(deferred, (told) =>
      plans.make(`${key}|${told?.key ?? ''}`, {
        document: told === deferred ? document : documentWith(told),
        overrides,
      }),
    );
    const prepare = ({ node, unsplit }: DeferredPlan) => {
      if (unsplit > 0) this.#tellUnsplit(unsplit, operation.name?.value);
      return this.#prepare(node);
    };
    return made instanceof Promise ? made.then(prepare) : prepare(made);
  }

  /**
   * Of an interface object's types the planner would keep the first that is selected under one name, and lose the others. And below
   * conditions it does not see where what it selects itself cannot be merged with what the client does.
   */
  #namesIn({ document, conditionVariables, defers }: ParsedDocument): ClientNames {
    const { names, supergraph } = this.#options;
    const { hasInterfaceObjects, shapeConflicts } = supergraph;
    const hasConditions = conditionVariables.length > 0 || defers !== undefined;
    if (!hasInterfaceObjects && !(hasConditions && shapeConflicts.size > 0)) return names;
    return names.ofDocument({
      ...(hasInterfaceObjects && { contested: contestedNames(document) }),
      ...(hasConditions && { conflicting: shapeConflicts }),
    });
  }

  #tellUnsplit(fragments: number, operationName: string | undefined): void {
    const { metrics, logger } = this.#options;
    metrics.unsplitDefers.inc(fragments);
    logger.debug(
      { operationName, fragments },
      'The planner cannot split what is deferred: it is fetched with the rest',
    );
  }

  #prepare(node: PlanRoot): OperationPlan {
    const { supergraph, names } = this.#options;
    if (!node) return {};
    const planNames = { client: names, twins: supergraph.twins };
    if (node.kind !== 'Subscription') return { step: preparePlan(node, planNames) };
    const primary = prepareRootFetch(node.primary, planNames);
    return { subscription: { primary, ...(node.rest && { rest: preparePlan(node.rest, planNames) }) } };
  }
}

function keyOf(
  parsed: ParsedDocument,
  operation: OperationDefinitionNode,
  denied: DeniedFields | undefined,
  deferred: DeferredFragments | undefined,
): string {
  return `${parsed.hash}|${operation.name?.value ?? ''}|${denied?.key ?? ''}|${deferred?.key ?? ''}`;
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
