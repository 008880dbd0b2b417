import type { Stripe } from 'stripe';

/** The one API version spoken here: the pinned package's. Another version of the package fails to compile. */
export const API_VERSION = '2026-10-28.endive' satisfies typeof Stripe.API_VERSION;
