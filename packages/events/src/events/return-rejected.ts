import { defineEvent } from '../event.js';
import { returnFacts } from '../shapes.js';

/** The return is refused; `note` says why. Published by orders. */
export const returnRejected = defineEvent('return-rejected', ['users'], returnFacts);
