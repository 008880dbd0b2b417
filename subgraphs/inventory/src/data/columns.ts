import { timestamp } from 'drizzle-orm/pg-core';

/** When the row was written, unless told otherwise. */
export const moment = (name: string) => timestamp(name, { withTimezone: true }).notNull().defaultNow();
