import { defineEvent } from '../event.js';
import { orderFacts } from '../shapes.js';

/**
 * An order exists, PENDING, with its stock reserved and its payment asked for. Published by orders; `version` is the order's: carts
 * confirms the redemptions that were claimed for it.
 */
export const orderPlaced = defineEvent('order-placed', ['users', 'carts'], orderFacts);
