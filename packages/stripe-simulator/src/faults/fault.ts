import { z } from 'zod';

/** What each fault is about, and how it is told to the control surface. Nothing here is Stripe's. */

const count = z.number().int().min(1);
const milliseconds = z.number().int().min(0).max(600_000);

/** Which of the things that fit. Conditions are combined: "every second one, of these with a probability of a half". */
const whichOnes = {
  /** only the n-th that fits, from 1 */
  nth: count.optional(),
  /** every n-th that fits */
  every: count.optional(),
  probability: z.number().min(0).max(1).optional(),
  /** of the probability: the same seed takes the same ones again; default 1 */
  seed: z.number().int().optional(),
  /** entries that `metadata` must have; at a request also those of the payment it is about */
  metadata: z.record(z.string(), z.string()).optional(),
};

/** before anything has happened, or when all is done and only the reply is lost */
const phase = z.enum(['before', 'after']).default('before');

export const requestEffect = z.discriminatedUnion('kind', [
  /** the issuer declines whatever card it is; default: `card_declined`, `generic_decline` */
  z.strictObject({
    kind: z.literal('decline'),
    code: z.string().optional(),
    declineCode: z.string().optional(),
    message: z.string().optional(),
  }),
  /** the buyer must go through 3-D Secure, whatever card it is */
  z.strictObject({ kind: z.literal('require-authentication') }),
  /**
   * An error of Stripe's; 429 is `rate_limit`. After the commit, the idempotency key still knows the true answer; `during`
   * it, the key keeps the error in its place, as Stripe's keys keep a 500: only the objects tell what was done.
   */
  z.strictObject({
    kind: z.literal('error'),
    status: z.union([z.literal(429), z.literal(500), z.literal(502), z.literal(503), z.literal(504)]),
    phase: z.enum(['before', 'during', 'after']).default('before'),
    /** `Retry-After` */
    retryAfterSeconds: z.number().int().min(0).optional(),
    /** `Stripe-Should-Retry` */
    shouldRetry: z.boolean().optional(),
  }),
  /** the connection is reset */
  z.strictObject({ kind: z.literal('reset'), phase }),
  /** `during`: executed, and not yet committed, so that the idempotency key is in use (409) */
  z.strictObject({
    kind: z.literal('delay'),
    ms: milliseconds,
    phase: z.enum(['before', 'during', 'after']).default('before'),
  }),
  /** an answer that is no JSON, as of a proxy */
  z.strictObject({
    kind: z.literal('garbage'),
    phase,
    status: z.number().int().min(200).max(599).default(200),
    body: z.string().default('<html><body>Bad gateway</body></html>'),
  }),
]);
export type RequestEffect = z.output<typeof requestEffect>;

const permutation = z
  .array(z.number().int().min(0))
  .min(2)
  .max(1000)
  .refine((order) => new Set(order).size === order.length && Math.max(...order) === order.length - 1, {
    message: 'order must name each of 0 … n-1 once',
  });

export const webhookEffect = z.discriminatedUnion('kind', [
  /** kept and shown as undelivered; it can be resent */
  z.strictObject({ kind: z.literal('drop') }),
  z.strictObject({ kind: z.literal('duplicate'), copies: z.number().int().min(1).max(1000) }),
  z.strictObject({ kind: z.literal('delay'), ms: milliseconds }),
  /** holds as many events as `order` is long; then lets them go one after the other: `[2, 0, 1]` sends the third first */
  z.strictObject({ kind: z.literal('reorder'), order: permutation }),
  /** sends an untrue event besides the true one */
  z.strictObject({ kind: z.literal('forge'), as: z.enum(['wrong-signature', 'old-timestamp', 'other-secret']) }),
]);
export type WebhookEffect = z.output<typeof webhookEffect>;
export type Forgery = Extract<WebhookEffect, { kind: 'forge' }>['as'];

export const fault = z.discriminatedUnion('on', [
  z.strictObject({
    on: z.literal('request'),
    match: z
      .strictObject({
        method: z.enum(['GET', 'POST', 'DELETE']).optional(),
        /** `/v1/payment_intents/*` + `/confirm`: a star stands for one segment */
        path: z.string().startsWith('/').optional(),
        idempotencyKey: z.string().optional(),
        ...whichOnes,
      })
      .default({}),
    /** how often at most */
    times: count.optional(),
    effect: requestEffect,
  }),
  z.strictObject({
    on: z.literal('webhook'),
    match: z
      .strictObject({
        /** `charge.*` stands for all about charges */
        type: z.string().optional(),
        ...whichOnes,
      })
      .default({}),
    times: count.optional(),
    effect: webhookEffect,
  }),
]);
export type FaultInput = z.input<typeof fault>;
export type Fault = z.output<typeof fault>;
export type RequestFault = Extract<Fault, { on: 'request' }>;
export type WebhookFault = Extract<Fault, { on: 'webhook' }>;

/** A fault that was added, with how many things have fitted it and on how many it had its effect. */
export type FaultStatus = Fault & { readonly id: string; readonly fitted: number; readonly fired: number };
