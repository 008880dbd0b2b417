import { Counter, type Registry } from 'prom-client';

/** How often something was remembered. */
export class CachingMetrics {
  readonly #parts: Counter<'subgraph' | 'result'>;
  readonly #answers: Counter<'result'>;
  readonly #invalidated: Counter<string>;
  readonly #failures: Counter<'command'>;

  constructor(registry: Registry) {
    const registers = [registry];
    this.#parts = new Counter({
      name: 'subgraph_cache_total',
      help: 'Entities, and fetches of root fields, by subgraph: hit, miss, stored',
      labelNames: ['subgraph', 'result'],
      registers,
    });
    this.#answers = new Counter({
      name: 'response_cache_total',
      help: 'Answers to queries: hit, miss, stored',
      labelNames: ['result'],
      registers,
    });
    this.#invalidated = new Counter({
      name: 'cache_invalidated_total',
      help: 'Entries that were forgotten because somebody asked for it',
      registers,
    });
    this.#failures = new Counter({
      name: 'cache_store_failures_total',
      help: 'Reads and writes that the store did not take in time',
      labelNames: ['command'],
      registers,
    });
  }

  countFound(subgraph: string, count: number): void {
    if (count > 0) this.#parts.inc({ subgraph, result: 'hit' }, count);
  }

  countMissed(subgraph: string, count: number): void {
    this.#parts.inc({ subgraph, result: 'miss' }, count);
  }

  countStored(subgraph: string, count: number): void {
    if (count > 0) this.#parts.inc({ subgraph, result: 'stored' }, count);
  }

  countAnswer(result: 'hit' | 'miss' | 'stored'): void {
    this.#answers.inc({ result });
  }

  countInvalidated(count: number): void {
    this.#invalidated.inc(count);
  }

  countFailure(command: 'read' | 'write'): void {
    this.#failures.inc({ command });
  }
}
