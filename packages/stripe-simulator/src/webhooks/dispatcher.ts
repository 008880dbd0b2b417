import type { Stripe } from 'stripe';
import { Agent } from 'undici';
import type { Forgery, WebhookEffect } from '../faults/fault.js';
import { matchesType } from './event-type.js';
import { untrue } from './forge.js';
import { type Delivery, post } from './post.js';

const MAX_IN_FLIGHT = 16;
const DEADLINE_MS = 10_000;
/** 0.1 s, 0.2 s, 0.4 s … at most 30 s: an endpoint may be away for about four minutes */
const RETRY_DELAYS_MS = Array.from({ length: 15 }, (_, retry) => Math.min(100 * 2 ** retry, 30_000));
const MAX_FORGED = 10_000;

interface Options {
  readonly endpoints: () => readonly Stripe.WebhookEndpoint[];
  /** Unix seconds, for the signature */
  readonly now: () => number;
  /** an endpoint has taken the event for the first time */
  readonly onDelivered: (eventId: string) => void;
  /** what befalls an event on its way */
  readonly effectsOn?: (event: Stripe.Event) => readonly WebhookEffect[];
  readonly retryDelaysMs?: readonly number[];
  readonly deadlineMs?: number;
}

/** An untrue event that was sent, and what the endpoint made of it; `status` is undefined when it did not answer. */
export interface ForgedDelivery {
  readonly eventId: string;
  readonly type: string;
  readonly as: Forgery;
  readonly url: string;
  readonly status: number | undefined;
}

/**
 * Posts events to the endpoints that want them, in the background, 16 at a time.
 *
 * A delivery that is not answered with 2xx within the deadline is tried again after each of the retry delays, then given
 * up. Like Stripe's, deliveries may arrive twice and in any order.
 * Source: https://docs.stripe.com/webhooks
 */
export class WebhookDispatcher implements AsyncDisposable {
  readonly #options: Options;
  readonly #agent = new Agent();
  readonly #closing = new AbortController();
  readonly #timers = new Set<NodeJS.Timeout>();
  /** endpoints that have not taken an event, by event */
  readonly #undelivered = new Map<string, Set<string>>();
  /** events that wait for others before they go out in another order, by the effect that holds them */
  readonly #held = new Map<WebhookEffect, Delivery[][]>();
  #queue: Delivery[] = [];
  #forged: ForgedDelivery[] = [];
  #isStopped = false;
  #inFlight = 0;
  #waiting: (() => void)[] = [];

  constructor(options: Options) {
    this.#options = options;
  }

  /** How many endpoints want events of this type. */
  subscribers(type: string): number {
    return this.#subscribed(type).length;
  }

  send(event: Stripe.Event): void {
    const deliveries = this.#deliveriesOf(event);
    if (deliveries.length === 0) return;
    this.#undelivered.set(event.id, new Set(deliveries.map(({ endpoint }) => endpoint.id)));
    const effects = this.#options.effectsOn?.(event) ?? [];
    if (effects.length === 0) this.#enqueue(deliveries);
    else this.#sendDisturbed(event, deliveries, effects);
  }

  /**
   * Sends an event again, past all faults.
   *
   * @returns    to how many endpoints
   */
  resend(event: Stripe.Event): number {
    const deliveries = this.#deliveriesOf(event);
    this.#enqueue(deliveries);
    return deliveries.length;
  }

  /** Nothing new goes out until `go`. */
  stop(): void {
    this.#isStopped = true;
  }

  go(): void {
    this.#isStopped = false;
    this.#pump();
  }

  /** Lets go of the events that wait for others, in the order they happened. */
  releaseHeld(): void {
    const held = [...this.#held.values()].flat(2);
    this.#held.clear();
    this.#enqueue(held);
  }

  /** the untrue events, oldest first, at most 10,000 */
  forged(): readonly ForgedDelivery[] {
    return this.#forged;
  }

  forget(eventId: string): void {
    this.#undelivered.delete(eventId);
  }

  /** Resolves when nothing more will arrive by itself: all has arrived, was given up, or waits for `go` or other events. */
  whenSettled(): Promise<void> {
    return new Promise((resolve) => {
      this.#waiting.push(resolve);
      this.#notifyWhenSettled();
    });
  }

  /** Stops at once; what was not delivered stays undelivered. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#queue = [];
    for (const timer of this.#timers) clearTimeout(timer);
    this.#timers.clear();
    this.#closing.abort();
    await this.whenSettled();
    await this.#agent.destroy();
  }

  #subscribed(type: string): Stripe.WebhookEndpoint[] {
    return this.#options
      .endpoints()
      .filter((endpoint) => endpoint.enabled_events.some((pattern) => matchesType(type, pattern)));
  }

  #deliveriesOf(event: Stripe.Event): Delivery[] {
    return this.#subscribed(event.type).map((endpoint) => ({ event, endpoint, failures: 0 }));
  }

  #sendDisturbed(event: Stripe.Event, deliveries: readonly Delivery[], effects: readonly WebhookEffect[]): void {
    let copies = deliveries;
    let delayMs = 0;
    let reordering: Extract<WebhookEffect, { kind: 'reorder' }> | undefined;
    for (const effect of effects) {
      if (effect.kind === 'duplicate') copies = Array.from({ length: effect.copies + 1 }, () => deliveries).flat();
      if (effect.kind === 'delay') delayMs += effect.ms;
      if (effect.kind === 'reorder') reordering = effect;
      if (effect.kind === 'forge') {
        const lie = untrue(event);
        this.#enqueue(deliveries.map((delivery) => ({ ...delivery, event: lie, forgery: effect.as })));
      }
    }
    if (effects.some(({ kind }) => kind === 'drop')) return;
    if (reordering) this.#hold(reordering, copies);
    else if (delayMs > 0) this.#after(delayMs, () => this.#enqueue(copies));
    else this.#enqueue(copies);
  }

  #hold(effect: Extract<WebhookEffect, { kind: 'reorder' }>, deliveries: readonly Delivery[]): void {
    const held = [...(this.#held.get(effect) ?? []), [...deliveries]];
    this.#held.set(effect, held);
    if (held.length < effect.order.length) return;
    this.#held.delete(effect);
    this.#enqueueInOrder(effect.order.flatMap((place) => held[place] ?? []));
  }

  #enqueue(deliveries: readonly Delivery[]): void {
    this.#queue.push(...deliveries);
    this.#pump();
  }

  /** Each goes out when the one before it was answered. */
  #enqueueInOrder([first, ...next]: readonly Delivery[]): void {
    if (first) this.#enqueue([{ ...first, next }]);
  }

  #after(delayMs: number, act: () => void): void {
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      act();
    }, delayMs);
    this.#timers.add(timer);
  }

  #pump(): void {
    while (this.#inFlight < MAX_IN_FLIGHT && !this.#isStopped) {
      const delivery = this.#queue.shift();
      if (!delivery) return;
      this.#inFlight += 1;
      void this.#deliver(delivery).finally(() => {
        this.#inFlight -= 1;
        if (delivery.next && !this.#closing.signal.aborted) this.#enqueueInOrder(delivery.next);
        this.#pump();
        this.#notifyWhenSettled();
      });
    }
  }

  async #deliver(delivery: Delivery): Promise<void> {
    const { event, endpoint, failures, forgery } = delivery;
    const deadline = AbortSignal.timeout(this.#options.deadlineMs ?? DEADLINE_MS);
    const signal = AbortSignal.any([deadline, this.#closing.signal]);
    const status = await post(delivery, { dispatcher: this.#agent, signal, seconds: this.#options.now() });
    if (forgery) {
      this.#forged.push({ eventId: event.id, type: event.type, as: forgery, url: endpoint.url, status });
      if (this.#forged.length > MAX_FORGED * 1.1) this.#forged = this.#forged.slice(-MAX_FORGED);
      return;
    }
    if (status !== undefined && status >= 200 && status < 300) {
      this.#countDelivery(event.id, endpoint.id);
      return;
    }
    const delayMs = (this.#options.retryDelaysMs ?? RETRY_DELAYS_MS)[failures];
    if (delayMs === undefined || this.#closing.signal.aborted || this.#isGone(endpoint)) return;
    this.#after(delayMs, () => this.#enqueue([{ event, endpoint, failures: failures + 1 }]));
  }

  #countDelivery(eventId: string, endpointId: string): void {
    const endpoints = this.#undelivered.get(eventId);
    if (!endpoints?.delete(endpointId)) return;
    if (endpoints.size === 0) this.#undelivered.delete(eventId);
    this.#options.onDelivered(eventId);
  }

  #isGone(endpoint: Stripe.WebhookEndpoint): boolean {
    return !this.#options.endpoints().some(({ id }) => id === endpoint.id);
  }

  #notifyWhenSettled(): void {
    const canGoOn = this.#isStopped ? 0 : this.#queue.length;
    if (this.#inFlight + canGoOn + this.#timers.size > 0) return;
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const resolve of waiting) resolve();
  }
}
