import { z } from 'zod';

/**
 * - `charged`: an issuer agreed to pay, captured or not
 * - `captured`: money came in
 * - `refunded`, `refund-returned`: money went back to the buyer; came back because the refund failed
 * - `disputed`, `reinstated`: money was taken by the issuer; came back because the dispute was won
 */
const movementKind = z.enum(['charged', 'captured', 'refunded', 'refund-returned', 'disputed', 'reinstated']);
export type MovementKind = z.infer<typeof movementKind>;

export const movement = z.object({
  kind: movementKind,
  /** Unix seconds */
  at: z.number(),
  /** minor units, > 0; fees are not counted */
  amount: z.number(),
  currency: z.string(),
  chargeId: z.string(),
  /** `metadata.orderId` of the payment when it was charged */
  orderId: z.string().nullable(),
});
export type Movement = z.infer<typeof movement>;

export const movedEntry = z.object({ kind: z.literal('moved'), movement });
export type MovedEntry = z.infer<typeof movedEntry>;
