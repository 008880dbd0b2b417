import { eq } from 'drizzle-orm';
import type { OrdersReader } from './database.js';
import { stripeCustomers } from './tables.js';

export async function findCustomer(db: OrdersReader, userId: string): Promise<string | null> {
  const [customer] = await db.select().from(stripeCustomers).where(eq(stripeCustomers.userId, userId));
  return customer?.customerId ?? null;
}

/** Keeps the first one that is told. */
export async function keepCustomer(db: OrdersReader, userId: string, customerId: string): Promise<void> {
  await db.insert(stripeCustomers).values({ userId, customerId }).onConflictDoNothing();
}
