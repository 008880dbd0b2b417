import { lt, sql } from 'drizzle-orm';
import type { OrdersReader } from './database.js';
import { lookupAttempts } from './tables.js';

/** @returns how many attempts the address has made in this minute of the database's clock, this one included */
export async function countAttempt(db: OrdersReader, address: string): Promise<number> {
  const [counted] = await db
    .insert(lookupAttempts)
    .values({ address, minute: sql`date_trunc('minute', now())`, attempts: 1 })
    .onConflictDoUpdate({
      target: [lookupAttempts.address, lookupAttempts.minute],
      set: { attempts: sql`${lookupAttempts.attempts} + 1` },
    })
    .returning({ attempts: lookupAttempts.attempts });
  return counted?.attempts ?? 1;
}

export async function forgetOldAttempts(db: OrdersReader): Promise<void> {
  await db.delete(lookupAttempts).where(lt(lookupAttempts.minute, sql`now() - interval '1 hour'`));
}
