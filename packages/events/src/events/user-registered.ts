import { z } from 'zod';
import { defineEvent } from '../event.js';

/** Somebody made an account. Published by users. */
export const userRegistered = defineEvent(
  'user-registered',
  ['users'],
  z.object({ userId: z.uuid(), email: z.string(), firstName: z.string() }),
);
