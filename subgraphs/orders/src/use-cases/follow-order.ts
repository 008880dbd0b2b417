import type { Live } from '@souk/subgraph-kit';
import type { OrdersDatabase } from '../data/database.js';
import { type EventSelection, eventsAfter } from '../data/order.repository.js';
import type { Order, OrderEvent } from '../domain/order.js';
import { isFinal } from '../domain/order-status.js';
import { orderTopic } from './change-order.js';

const BATCH = 100;

/** After so long without a wake-up the database is read anyway: Redis may lose one. Doubles up to the longest while nothing happens. */
const FIRST_SILENCE_MS = 1_000;
const LONGEST_SILENCE_MS = 30_000;

/**
 * The order's events after a version, first those that are there, then each as it is committed, until the order's last one or until
 * the iterator is returned. Nothing twice, nothing lost, in order: a wake-up only says "read again", and what is read is always
 * "everything after the last version I gave".
 *
 * @param afterVersion  0 for all events
 * @param kind  'changes of status' leaves out what did not change it
 */
export function followOrder(
  { database, live }: { database: OrdersDatabase; live: Live },
  { order, afterVersion, kind }: { order: Pick<Order, 'id' | 'status'>; afterVersion: number; kind: EventSelection },
): AsyncIterableIterator<OrderEvent> {
  return new OrderFollower({
    read: (version) => eventsAfter(database.db, { orderId: order.id, version, kind, limit: BATCH }),
    wakeUps: live.subscribe(orderTopic(order.id)),
    afterVersion,
    isFinal: isFinal(order.status),
  });
}

interface Sources {
  /** @returns the next events after the version, in order; empty when there are none yet */
  readonly read: (version: number) => Promise<OrderEvent[]>;
  readonly wakeUps: AsyncIterableIterator<unknown>;
  readonly afterVersion: number;
  /** no more will come than what can be read now */
  readonly isFinal: boolean;
}

/** Exported for its test. `next` must not be called again before it has settled, as graphql-js does it. */
export class OrderFollower implements AsyncIterableIterator<OrderEvent> {
  readonly #sources: Sources;
  #isEnded = false;
  #end: () => void = () => {};
  readonly #ended = new Promise<void>((resolve) => {
    this.#end = resolve;
  });
  #version: number;
  #isFinal: boolean;
  #unread: OrderEvent[] = [];
  #wakeUp: Promise<unknown> | undefined;
  #silenceMs = FIRST_SILENCE_MS;

  constructor(sources: Sources) {
    this.#sources = sources;
    this.#version = sources.afterVersion;
    this.#isFinal = sources.isFinal;
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  async next(): Promise<IteratorResult<OrderEvent>> {
    while (!this.#isEnded) {
      const event = this.#unread.shift();
      if (event) return this.#give(event);
      // before reading, so that what is committed after the read wakes us
      this.#wakeUp ??= this.#sources.wakeUps.next();
      this.#unread = await this.#sources.read(this.#version);
      if (this.#unread.length > 0) continue;
      if (this.#isFinal) return this.return();
      await this.#waitForNews();
    }
    return { done: true, value: undefined };
  }

  async return(): Promise<IteratorResult<OrderEvent>> {
    this.#isEnded = true;
    this.#end();
    await this.#sources.wakeUps.return?.();
    return { done: true, value: undefined };
  }

  #give(event: OrderEvent): IteratorResult<OrderEvent> {
    this.#version = event.version;
    this.#isFinal ||= isFinal(event.status);
    this.#silenceMs = FIRST_SILENCE_MS;
    return { done: false, value: event };
  }

  async #waitForNews(): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    const silence = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, this.#silenceMs);
    });
    const woken = Promise.resolve(this.#wakeUp).then(() => {
      this.#wakeUp = undefined;
    });
    await Promise.race([woken, silence, this.#ended]);
    clearTimeout(timer);
    this.#silenceMs = Math.min(2 * this.#silenceMs, LONGEST_SILENCE_MS);
  }
}
