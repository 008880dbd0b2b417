import { z } from 'zod';

/** Orders tells carts, at `POST /service/release-redemptions`: this checkout becomes no order. Safe to repeat. */
export const releaseRedemptionsRequest = z.object({ orderId: z.uuid() });
export type ReleaseRedemptionsRequest = z.infer<typeof releaseRedemptionsRequest>;
export const releaseRedemptionsResponse = z.object({ released: z.int().nonnegative() });
export type ReleaseRedemptionsResponse = z.infer<typeof releaseRedemptionsResponse>;

/** Carts asks orders, at `POST /service/order-standings`, about claims whose time is over: what became of these orders? */
export const orderStandingsRequest = z.object({ orderIds: z.array(z.uuid()).min(1).max(100) });
export type OrderStandingsRequest = z.infer<typeof orderStandingsRequest>;
/** Those that exist, any order; one that is not here never will be. */
export const orderStandingsResponse = z.object({
  orders: z.array(z.object({ orderId: z.uuid(), isCancelled: z.boolean() })),
});
export type OrderStandingsResponse = z.infer<typeof orderStandingsResponse>;
