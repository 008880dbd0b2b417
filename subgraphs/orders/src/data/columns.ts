import { bigint, timestamp } from 'drizzle-orm/pg-core';

/** Minor units of the order's currency. */
export const minor = (name: string) => bigint(name, { mode: 'number' }).notNull();
/** Exact to the millisecond, as a Date is. */
export const moment = (name: string) => timestamp(name, { withTimezone: true, precision: 3 });
