import { z } from 'zod';
import { DISPUTE_STATUSES, REFUND_STATUSES } from '../domain/payment.js';
import { ENTRY_KINDS } from '../domain/payment-ledger.js';

const told = { id: z.string(), type: z.string() };

const outcome = z.discriminatedUnion('kind', [
  z.object({ kind: z.enum(['open', 'processing', 'action-required', 'authorized', 'succeeded', 'cancelled']) }),
  z.object({ kind: z.literal('failed'), failureId: z.string(), code: z.string(), message: z.string() }),
]);

const entry = z.object({ reference: z.string(), kind: z.enum(ENTRY_KINDS), amountMinor: z.int().nonnegative() });

/** What Stripe told us about one of our PaymentIntents, by webhook or when it was asked; also as the job that acts on it has it, in JSON. */
export const paymentNews = z.discriminatedUnion('kind', [
  z.object({
    ...told,
    kind: z.literal('intent'),
    orderId: z.uuid(),
    state: z.object({ intentId: z.string(), outcome, entries: z.array(entry).readonly() }),
  }),
  z.object({
    ...told,
    kind: z.literal('refund'),
    intentId: z.string(),
    report: z.object({
      refundId: z.uuid().nullable(),
      stripeId: z.string().nullable(),
      amountMinor: z.int().nonnegative(),
      status: z.enum(REFUND_STATUSES),
    }),
  }),
  z.object({
    ...told,
    kind: z.literal('dispute'),
    intentId: z.string(),
    report: z.object({
      id: z.string(),
      amountMinor: z.int().nonnegative(),
      status: z.enum(DISPUTE_STATUSES),
      reason: z.string(),
      openedAt: z.coerce.date(),
    }),
  }),
]);

export type PaymentNews = z.infer<typeof paymentNews>;
