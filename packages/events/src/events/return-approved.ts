import { defineEvent } from '../event.js';
import { returnFacts } from '../shapes.js';

/** The return may be sent. Published by orders. */
export const returnApproved = defineEvent('return-approved', ['users'], returnFacts);
