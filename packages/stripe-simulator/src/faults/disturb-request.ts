import { setTimeout as sleep } from 'node:timers/promises';
import { documented } from '../errors.js';
import type { ApiReply, ApiResponse } from '../http/api-response.js';
import { genericDecline, type IssuerBehaviour } from '../test-cards.js';
import type { RequestEffect } from './fault.js';

/** What is different while a disturbed request is served. */
export interface Disturbance {
  readonly issuer: IssuerBehaviour | undefined;
  /** between execution and commit */
  readonly holdMs: number;
  /** what is answered, and kept under the idempotency key, in place of what was done */
  readonly error: ApiResponse | undefined;
}

/** Serves a request under the effects that befall it; the first that ends a phase wins. */
export async function disturb(
  effects: readonly RequestEffect[],
  serve: (disturbance: Disturbance) => Promise<ApiResponse>,
): Promise<ApiReply> {
  const early = await endOfPhase(effects, 'before');
  if (early) return early;
  const response = await serve({ issuer: issuerOf(effects), holdMs: holdOf(effects), error: keptErrorOf(effects) });
  return (await endOfPhase(effects, 'after')) ?? response;
}

async function endOfPhase(effects: readonly RequestEffect[], phase: 'before' | 'after'): Promise<ApiReply | undefined> {
  for (const effect of effects) {
    if (!('phase' in effect) || effect.phase !== phase) continue;
    if (effect.kind !== 'delay') return replyOf(effect);
    await sleep(effect.ms, undefined, { ref: false });
  }
  return undefined;
}

function replyOf(effect: Extract<RequestEffect, { kind: 'error' | 'reset' | 'garbage' }>): ApiReply {
  switch (effect.kind) {
    case 'reset':
      return 'reset';
    case 'garbage':
      return { status: effect.status, body: effect.body, headers: { 'Content-Type': 'text/html' } };
    case 'error':
      return errorOf(effect);
  }
}

function keptErrorOf(effects: readonly RequestEffect[]): ApiResponse | undefined {
  for (const effect of effects) if (effect.kind === 'error' && effect.phase === 'during') return errorOf(effect);
  return undefined;
}

function errorOf(effect: Extract<RequestEffect, { kind: 'error' }>): ApiResponse {
  const { status, retryAfterSeconds, shouldRetry } = effect;
  return {
    status,
    body: JSON.stringify({ error: status === 429 ? rateLimit : apiError }),
    headers: {
      'Content-Type': 'application/json',
      ...(retryAfterSeconds !== undefined && { 'Retry-After': String(retryAfterSeconds) }),
      ...(shouldRetry !== undefined && { 'Stripe-Should-Retry': String(shouldRetry) }),
    },
  };
}

/** Source: https://docs.stripe.com/rate-limits */
const rateLimit = {
  type: 'invalid_request_error',
  code: 'rate_limit',
  message: 'Request rate limit exceeded. Learn more about rate limits here https://stripe.com/docs/rate-limits.',
  ...documented('rate_limit'),
};

const apiError = {
  type: 'api_error',
  message:
    'Sorry! There was an error while talking to one of our backends. Support has been notified, but please feel free ' +
    'to reach out with any questions at https://support.stripe.com/.',
};

function issuerOf(effects: readonly RequestEffect[]): IssuerBehaviour | undefined {
  for (const effect of effects) {
    if (effect.kind === 'require-authentication') {
      return { kind: 'authenticate', next: { kind: 'approve' }, exempt: 'none' };
    }
    if (effect.kind === 'decline') {
      const { code, declineCode, message } = { ...genericDecline, ...definedOf(effect) };
      return { kind: 'decline', decline: { code, declineCode, message } };
    }
  }
  return undefined;
}

function definedOf({ code, declineCode, message }: Extract<RequestEffect, { kind: 'decline' }>) {
  return { ...(code && { code }), ...(declineCode && { declineCode }), ...(message && { message }) };
}

function holdOf(effects: readonly RequestEffect[]): number {
  let total = 0;
  for (const effect of effects) if (effect.kind === 'delay' && effect.phase === 'during') total += effect.ms;
  return total;
}
