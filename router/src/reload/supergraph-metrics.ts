import { Counter, Gauge, type Registry } from 'prom-client';

/** `superseded`: a newer one came before it was ready. `unreachable`: the source could not be read. */
export type LoadOutcome = 'loaded' | 'refused' | 'superseded' | 'unreachable';

export class SupergraphMetrics {
  readonly #loads: Counter<'outcome'>;
  readonly #info: Gauge<'hash'>;
  readonly #inUse: Gauge;

  constructor(registry: Registry) {
    const registers = [registry];
    this.#loads = new Counter({
      name: 'supergraph_loads_total',
      help: 'Supergraphs by what became of them: loaded, refused (not valid), superseded, unreachable (the source failed)',
      labelNames: ['outcome'],
      registers,
    });
    this.#info = new Gauge({
      name: 'supergraph_info',
      help: 'Always 1; the label is the hash of the supergraph that new requests are answered by',
      labelNames: ['hash'],
      registers,
    });
    this.#inUse = new Gauge({
      name: 'supergraphs_in_use',
      help: 'The supergraph of new requests, and those before it that still have requests or subscriptions',
      registers,
    });
  }

  count(outcome: LoadOutcome): void {
    this.#loads.inc({ outcome });
  }

  use(hash: string): void {
    this.#info.reset();
    this.#info.set({ hash }, 1);
  }

  setInUse(count: number): void {
    this.#inUse.set(count);
  }
}
