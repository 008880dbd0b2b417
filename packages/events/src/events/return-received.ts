import { defineEvent } from '../event.js';
import { returnFacts } from '../shapes.js';

/** The returned goods arrived; what becomes of them and of the money follows. Published by orders. */
export const returnReceived = defineEvent('return-received', [], returnFacts);
