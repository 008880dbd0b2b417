import type { Answer } from '../pipeline/outcome.js';
import { EventQueue } from './event-queue.js';
import type { Upstream, UpstreamListener } from './upstream.js';

/** What came from the subgraph; `failed` is the last: it cannot be reached any more. */
export type UpstreamEvent =
  | { readonly kind: 'answer'; readonly text: string }
  | { readonly kind: 'failed'; readonly why: string };

export interface SharedSubscriptionOptions {
  /** Events that may wait for their answers, and answers that may wait for one client. */
  readonly maxQueued: number;
  open(listener: UpstreamListener): Upstream;
  /** The clients' answer to an event. Never rejects. */
  answer(event: UpstreamEvent, signal: AbortSignal): Promise<Answer>;
  /** The last answer to whom more than `maxQueued` wait for. */
  overflowAnswer(): Answer;
  /** Called once, when nobody can join any more. */
  onClosed(): void;
  /** Called once, when nobody listens any more; after `onClosed`. */
  onEnd(): void;
}

/**
 * One subscription at a subgraph, for every client that asks the same with the same rights. An event is answered once, and
 * its answer given to all who have joined by then; events are answered one after the other. A client that falls behind
 * is ended with the overflow answer, alone. The last to leave closes the upstream.
 */
export class SharedSubscription {
  readonly #options: SharedSubscriptionOptions;
  readonly #clients = new Set<EventQueue<Answer>>();
  readonly #events: EventQueue<UpstreamEvent | 'overflow'>;
  readonly #abort = new AbortController();
  readonly #upstream: Upstream;

  constructor(options: SharedSubscriptionOptions) {
    this.#options = options;
    this.#events = new EventQueue<UpstreamEvent | 'overflow'>(options.maxQueued, () => 'overflow');
    this.#upstream = options.open({
      onAnswer: (text) => this.#events.push({ kind: 'answer', text }),
      onComplete: () => this.#events.end(),
      onLost: (why) => this.#events.end({ kind: 'failed', why }),
    });
    this.#events.onEnd(() => {
      this.#upstream.close();
      options.onClosed();
    });
    void this.#answerEvents();
  }

  /**
   * Answers from now on. Whoever joins returns them, or reads them to their end.
   *
   * @param onLeft    called once, when no further answer will come
   */
  join(onLeft: () => void): EventQueue<Answer> {
    const answers = new EventQueue<Answer>(this.#options.maxQueued, () => this.#options.overflowAnswer());
    this.#clients.add(answers);
    answers.onEnd(() => {
      onLeft();
      this.#leave(answers);
    });
    return answers;
  }

  /** Ends it for all its clients, behind what waits for them and a last answer. */
  end(last: Answer): void {
    for (const client of [...this.#clients]) client.end(last);
  }

  #leave(answers: EventQueue<Answer>): void {
    this.#clients.delete(answers);
    if (this.#clients.size > 0) return;
    this.#abort.abort();
    void this.#events.return();
  }

  async #answerEvents(): Promise<void> {
    for await (const event of this.#events) {
      const answer =
        event === 'overflow' ? this.#options.overflowAnswer() : await this.#options.answer(event, this.#abort.signal);
      if (this.#abort.signal.aborted) break;
      for (const client of this.#clients) client.push(answer);
    }
    for (const client of this.#clients) client.end();
    this.#options.onEnd();
  }
}
