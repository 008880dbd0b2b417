import { and, eq, inArray, lt, sql } from 'drizzle-orm';
import type { Tx } from './database.js';
import { failedLogins } from './tables.js';

/** Failures in this minute, by who failed; who has none is absent. */
export async function countFailedLogins(tx: Tx, who: readonly string[], minute: Date): Promise<Map<string, number>> {
  const rows = await tx
    .select({ who: failedLogins.who, failures: failedLogins.failures })
    .from(failedLogins)
    .where(and(inArray(failedLogins.who, [...who]), eq(failedLogins.minute, minute)));
  return new Map(rows.map((row) => [row.who, row.failures]));
}

export async function recordFailedLogin(tx: Tx, who: readonly string[], minute: Date): Promise<void> {
  await tx
    .insert(failedLogins)
    .values(who.map((one) => ({ who: one, minute, failures: 1 })))
    .onConflictDoUpdate({
      target: [failedLogins.who, failedLogins.minute],
      set: { failures: sql`${failedLogins.failures} + 1` },
    });
}

export async function forgetFailedLogins(tx: Tx, before: Date): Promise<void> {
  await tx.delete(failedLogins).where(lt(failedLogins.minute, before));
}
