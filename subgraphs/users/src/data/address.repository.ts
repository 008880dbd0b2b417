import { and, asc, count, eq, inArray } from 'drizzle-orm';
import type { SavedAddress } from '../domain/address-book.js';
import type { Tx } from './database.js';
import { addresses, users } from './tables.js';

/** Of all these users; oldest first within a user. */
export function findAddressesOf(tx: Tx, userIds: readonly string[]): Promise<SavedAddress[]> {
  return tx
    .select()
    .from(addresses)
    .where(inArray(addresses.userId, [...userIds]))
    .orderBy(asc(addresses.userId), asc(addresses.createdAt), asc(addresses.id));
}

export async function findAddress(tx: Tx, userId: string, id: string): Promise<SavedAddress | null> {
  const [row] = await tx
    .select()
    .from(addresses)
    .where(and(eq(addresses.id, id), eq(addresses.userId, userId)));
  return row ?? null;
}

/** Holds the address book until the transaction ends, so that its size and its default can't change meanwhile. */
export async function lockAddressBook(tx: Tx, userId: string): Promise<number> {
  await tx.select({ id: users.id }).from(users).where(eq(users.id, userId)).for('update');
  const [row] = await tx.select({ count: count() }).from(addresses).where(eq(addresses.userId, userId));
  return row?.count ?? 0;
}

export async function insertAddress(tx: Tx, address: SavedAddress): Promise<void> {
  await tx.insert(addresses).values(address);
}

export async function updateAddress(tx: Tx, address: SavedAddress): Promise<void> {
  const { id, userId, createdAt, ...changes } = address;
  await tx
    .update(addresses)
    .set(changes)
    .where(and(eq(addresses.id, id), eq(addresses.userId, userId)));
}

export async function clearDefaultAddress(tx: Tx, userId: string): Promise<void> {
  await tx
    .update(addresses)
    .set({ isDefault: false })
    .where(and(eq(addresses.userId, userId), eq(addresses.isDefault, true)));
}

export async function deleteAddress(tx: Tx, userId: string, id: string): Promise<SavedAddress | null> {
  const [row] = await tx
    .delete(addresses)
    .where(and(eq(addresses.id, id), eq(addresses.userId, userId)))
    .returning();
  return row ?? null;
}

/** The oldest one left becomes the default. */
export async function promoteOldestAddress(tx: Tx, userId: string): Promise<void> {
  const oldest = tx
    .select({ id: addresses.id })
    .from(addresses)
    .where(eq(addresses.userId, userId))
    .orderBy(asc(addresses.createdAt), asc(addresses.id))
    .limit(1);
  await tx.update(addresses).set({ isDefault: true }).where(inArray(addresses.id, oldest));
}
