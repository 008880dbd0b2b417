import type { Stripe } from 'stripe';
import { newId } from '../ids.js';
import { matchesType } from '../webhooks/event-type.js';
import {
  type FaultInput,
  type FaultStatus,
  fault,
  type RequestEffect,
  type RequestFault,
  type WebhookEffect,
  type WebhookFault,
} from './fault.js';
import { Trigger } from './trigger.js';

interface Armed<Kind> {
  readonly id: string;
  readonly fault: Kind;
  readonly trigger: Trigger;
}

/** What a fault can see of a request. */
export interface VisibleRequest {
  readonly method: string;
  readonly path: string;
  readonly idempotencyKey: string | undefined;
  /** entries of the request and of the payment that it is about */
  readonly metadata: () => Stripe.Metadata;
}

/** The faults that were asked for. There are none unless somebody adds one, and without any nothing is looked at. */
export class Faults {
  #requests: Armed<RequestFault>[] = [];
  #webhooks: Armed<WebhookFault>[] = [];

  /** @throws ZodError    when it is no fault */
  add(input: FaultInput): FaultStatus {
    const parsed = fault.parse(input);
    const id = newId('fault', 12);
    const trigger = new Trigger(parsed);
    if (parsed.on === 'request') this.#requests.push({ id, fault: parsed, trigger });
    else this.#webhooks.push({ id, fault: parsed, trigger });
    return { ...parsed, id, fitted: 0, fired: 0 };
  }

  /** in the order they were added, requests first; those that are spent stay until they are cleared */
  list(): readonly FaultStatus[] {
    return [...this.#requests, ...this.#webhooks].map(({ id, fault, trigger: { fitted, fired } }) => ({
      ...fault,
      id,
      fitted,
      fired,
    }));
  }

  /** @returns    whether there was one of this id; without an id all are cleared */
  clear(id?: string): boolean {
    const before = this.#requests.length + this.#webhooks.length;
    this.#requests = this.#requests.filter((armed) => id !== undefined && armed.id !== id);
    this.#webhooks = this.#webhooks.filter((armed) => id !== undefined && armed.id !== id);
    return this.#requests.length + this.#webhooks.length < before;
  }

  get hasRequestFaults(): boolean {
    return this.#requests.length > 0;
  }

  /** What is to befall this request; each fault that fits it is counted. */
  ofRequest(request: VisibleRequest): readonly RequestEffect[] {
    return this.#requests
      .filter(({ fault, trigger }) => !trigger.isSpent && fitsRequest(fault.match, request) && trigger.pull())
      .map(({ fault }) => fault.effect);
  }

  /** @param metadata    entries of what the event is about and of the payment behind it */
  ofEvent(event: Stripe.Event, metadata: () => Stripe.Metadata): readonly WebhookEffect[] {
    if (this.#webhooks.length === 0) return [];
    return this.#webhooks
      .filter(({ fault, trigger }) => !trigger.isSpent && fitsEvent(fault.match, event, metadata) && trigger.pull())
      .map(({ fault }) => fault.effect);
  }
}

function fitsRequest(match: RequestFault['match'], request: VisibleRequest): boolean {
  return (
    (match.method === undefined || match.method === request.method) &&
    (match.path === undefined || fitsPath(match.path, request.path)) &&
    (match.idempotencyKey === undefined || match.idempotencyKey === request.idempotencyKey) &&
    (match.metadata === undefined || hasEntries(request.metadata(), match.metadata))
  );
}

function fitsEvent(match: WebhookFault['match'], event: Stripe.Event, metadata: () => Stripe.Metadata): boolean {
  return (
    (match.type === undefined || matchesType(event.type, match.type)) &&
    (match.metadata === undefined || hasEntries(metadata(), match.metadata))
  );
}

function fitsPath(pattern: string, path: string): boolean {
  const [expected, actual] = [pattern.split('/'), path.split('/')];
  return expected.length === actual.length && expected.every((part, index) => part === '*' || part === actual[index]);
}

function hasEntries(metadata: Stripe.Metadata, wanted: Stripe.Metadata): boolean {
  return Object.entries(wanted).every(([name, value]) => metadata[name] === value);
}
