import { z } from 'zod';
import { defineEvent } from '../event.js';
import { currency, minorUnits, orderedLine } from '../shapes.js';

/** A member left a filled cart alone for long; `version` is the cart's, and one version is told of once. Published by carts. */
export const cartAbandoned = defineEvent(
  'cart-abandoned',
  ['users'],
  z.object({
    cartId: z.uuid(),
    userId: z.uuid(),
    currency,
    subtotalMinor: minorUnits,
    lines: z.array(orderedLine).min(1),
  }),
);
