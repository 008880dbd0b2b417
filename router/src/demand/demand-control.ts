import type { FragmentDefinitionNode, OperationDefinitionNode } from 'graphql';
import { Counter, Histogram, type Registry } from 'prom-client';
import type { DemandConfig } from '../config/demand-config.js';
import { RequestError } from '../errors/request-error.js';
import { isRecord, type JsonRecord } from '../json-record.js';
import type { Partner } from '../persisted/registered-operations.js';
import type { Viewer } from '../pipeline/operation-request.js';
import type { Answer } from '../pipeline/outcome.js';
import { evaluate } from './cost-expression.js';
import type { OperationCost, OperationCosts } from './operation-costs.js';

export interface DemandRequest {
  readonly costs: OperationCosts;
  readonly operation: OperationDefinitionNode;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  /** Coerced. */
  readonly variables: JsonRecord;
  readonly viewer: Viewer | null;
  readonly partner: Partner | undefined;
}

/** An operation that may run, and what is thought to become of it. */
export interface AdmittedCost {
  readonly cost: OperationCost;
  readonly variables: JsonRecord;
  readonly estimated: number;
  readonly max: number;
}

const BUCKETS = [1, 10, 100, 1_000, 10_000, 100_000, 1_000_000];

/** Weighs operations, and refuses those that would cost more than their viewer may spend. */
export class DemandControl {
  readonly #demand: DemandConfig;
  readonly #estimates: Histogram<'kind'>;
  readonly #actuals: Histogram<'kind'>;
  readonly #tooDear: Counter<'mode'>;

  /** @returns undefined when costs are nobody's concern */
  static open(demand: DemandConfig, registry: Registry): DemandControl | undefined {
    return demand.mode === 'off' ? undefined : new DemandControl(demand, registry);
  }

  private constructor(demand: DemandConfig, registry: Registry) {
    this.#demand = demand;
    const common = { buckets: BUCKETS, labelNames: ['kind'] as const, registers: [registry] };
    this.#estimates = new Histogram({
      ...common,
      name: 'graphql_operation_estimated_cost',
      help: 'Estimated cost of operations, refused ones too',
    });
    this.#actuals = new Histogram({
      ...common,
      name: 'graphql_operation_actual_cost',
      help: 'Cost of queries and mutations by their answers',
    });
    this.#tooDear = new Counter({
      name: 'graphql_operations_too_expensive_total',
      help: 'Operations whose estimate was above their budget: refused when the mode is enforce',
      labelNames: ['mode'],
      registers: [registry],
    });
  }

  /** @throws RequestError    tooExpensive; badInput when a slicing argument is missing */
  admit({ costs, operation, fragments, variables, viewer, partner }: DemandRequest): AdmittedCost {
    const cost = costs.costOf(operation, fragments);
    const estimated = evaluate(cost.estimate, variables);
    const max = this.#budgetOf(viewer, partner);
    const { mode } = this.#demand;
    this.#estimates.observe({ kind: operation.operation }, estimated);
    if (estimated > max) {
      this.#tooDear.inc({ mode });
      if (mode === 'enforce') {
        throw new RequestError(
          'tooExpensive',
          `The operation's estimated cost must be at most ${max}, got ${estimated}`,
        );
      }
    }
    return { cost, variables, estimated, max };
  }

  /** Measures what an answer did cost, and tells it in the answer when it is to be told. */
  settle({ cost, variables, estimated, max }: AdmittedCost, kind: string, answer: Answer): Answer {
    const data: unknown = answer.data === undefined ? null : JSON.parse(String(answer.data));
    const actual = isRecord(data) ? cost.answer.of(data, variables) : 0;
    this.#actuals.observe({ kind }, actual);
    if (!this.#demand.inExtensions) return answer;
    return { ...answer, extensions: { ...answer.extensions, cost: { estimated, actual, max } } };
  }

  #budgetOf(viewer: Viewer | null, partner: Partner | undefined): number {
    const budget = this.#demand.budgets.find(({ scope, claim, partner: name }) => {
      if (name !== undefined) return partner?.name === name;
      if (scope !== undefined) return viewer?.scopes.includes(scope);
      return claim !== undefined && viewer !== null && hasClaim(viewer.claims[claim.name], claim.value);
    });
    return budget?.maxCost ?? this.#demand.maxCost;
  }
}

function hasClaim(claim: unknown, value: string | number | boolean): boolean {
  return Array.isArray(claim) ? claim.includes(value) : claim === value;
}
