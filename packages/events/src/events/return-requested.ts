import { defineEvent } from '../event.js';
import { returnFacts } from '../shapes.js';

/** The buyer wants to send something back. Published by orders. */
export const returnRequested = defineEvent('return-requested', ['users'], returnFacts);
