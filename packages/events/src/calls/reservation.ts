import { z } from 'zod';

/** Orders asks inventory, at `POST /service/reserve`: hold these pieces for this order, all of them or none. Safe to repeat. */
export const reserveRequest = z.object({
  orderId: z.uuid(),
  /** one per variant */
  lines: z
    .array(z.object({ variantId: z.uuid(), quantity: z.int().min(1).max(10_000) }))
    .min(1)
    .max(200),
  /** on the database's clock */
  ttlSeconds: z.int().min(1).max(86_400),
  /** ISO country of the ship-to address; the warehouse near it is preferred */
  country: z.string().nullable(),
});
export type ReserveRequest = z.infer<typeof reserveRequest>;

/** Pieces of a variant that are sold before they are there. */
export const backorderedLine = z.object({
  variantId: z.uuid(),
  quantity: z.int().positive(),
  /** days until they are there */
  leadDays: z.int().positive(),
});
export type BackorderedLine = z.infer<typeof backorderedLine>;

export const reserveResponse = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('reserved'),
    expiresAt: z.iso.datetime(),
    /** at most one per variant */
    backordered: z.array(backorderedLine).default([]),
  }),
  z.object({
    kind: z.literal('short'),
    /** every line that is short, with what could be had */
    lines: z.array(z.object({ variantId: z.uuid(), available: z.int().nonnegative() })).min(1),
  }),
]);
export type ReserveResponse = z.infer<typeof reserveResponse>;

/** `POST /service/release`: the order will not be paid. Safe to repeat, and for an order that reserved nothing. */
export const releaseRequest = z.object({ orderId: z.uuid() });
export type ReleaseRequest = z.infer<typeof releaseRequest>;
export const releaseResponse = z.object({ released: z.boolean() });
export type ReleaseResponse = z.infer<typeof releaseResponse>;

/**
 * `POST /service/extend`: the payment is being made now; the pieces must not be sold to another until it is known.
 * `held: false` means that it was too late: nothing may be charged.
 */
export const extendRequest = z.object({ orderId: z.uuid(), ttlSeconds: z.int().min(1).max(86_400) });
export type ExtendRequest = z.infer<typeof extendRequest>;
export const extendResponse = z.object({ held: z.boolean() });
export type ExtendResponse = z.infer<typeof extendResponse>;
