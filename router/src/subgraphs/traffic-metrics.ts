import { Counter, Gauge, type Registry } from 'prom-client';
import type { CircuitState } from './circuit-breaker.js';
import type { SubgraphFailureKind } from './subgraph-failure.js';

const CIRCUIT_VALUES: Readonly<Record<CircuitState, number>> = { closed: 0, 'half-open': 1, open: 2 };

/** What is out of the ordinary in the traffic to subgraphs; a request that is just answered touches none of it. */
export class TrafficMetrics {
  readonly #circuit: Gauge;
  readonly #retries: Counter;
  readonly #refused: Counter;
  readonly #shared: Counter;
  readonly #failed: Counter;

  constructor(registry: Registry) {
    const labelNames = ['subgraph'];
    const registers = [registry];
    this.#circuit = new Gauge({
      name: 'subgraph_circuit_state',
      help: 'Circuit breaker of a subgraph: 0 closed, 1 half-open, 2 open',
      labelNames,
      registers,
    });
    this.#retries = new Counter({
      name: 'subgraph_requests_retried_total',
      help: 'Queries sent to a subgraph again',
      labelNames,
      registers,
    });
    this.#refused = new Counter({
      name: 'subgraph_requests_refused_total',
      help: 'Requests to a subgraph that were not sent, by reason: circuit, queue',
      labelNames: ['subgraph', 'reason'],
      registers,
    });
    this.#shared = new Counter({
      name: 'subgraph_requests_shared_total',
      help: 'Queries answered by an equal one that was under way to the subgraph',
      labelNames,
      registers,
    });
    this.#failed = new Counter({
      name: 'subgraph_requests_failed_total',
      help: 'Requests that a subgraph did not answer, by kind: unreachable, broken (connection lost), deadline, answer (too large), status (5xx)',
      labelNames: ['subgraph', 'kind'],
      registers,
    });
  }

  setCircuit(subgraph: string, state: CircuitState): void {
    this.#circuit.set({ subgraph }, CIRCUIT_VALUES[state]);
  }

  countRetry(subgraph: string): void {
    this.#retries.inc({ subgraph });
  }

  countRefused(subgraph: string, reason: 'circuit' | 'queue'): void {
    this.#refused.inc({ subgraph, reason });
  }

  /** Those that were not sent, or not waited for, are not the subgraph's failures. */
  countFailed(subgraph: string, kind: SubgraphFailureKind | 'status'): void {
    if (kind !== 'refused' && kind !== 'abandoned') this.#failed.inc({ subgraph, kind });
  }

  countShared(subgraph: string): void {
    this.#shared.inc({ subgraph });
  }
}
