import { type Member, NotFoundError, newId, runOnce } from '@souk/subgraph-kit';
import { z } from 'zod';
import type { UsersDependencies } from '../context.js';
import {
  clearDefaultAddress,
  deleteAddress as deleteRow,
  findAddress,
  insertAddress,
  lockAddressBook,
  promoteOldestAddress,
  updateAddress as updateRow,
} from '../data/address.repository.js';
import { MAX_ADDRESSES, type SavedAddress } from '../domain/address-book.js';
import { done, type Outcome, refused } from '../domain/users.errors.js';

type AddressFields = Omit<SavedAddress, 'id' | 'userId' | 'isDefault' | 'createdAt'>;

/** The first address, and one that is asked to, becomes the default. Refuses TOO_MANY_ADDRESSES. */
export async function createAddress(
  app: UsersDependencies,
  member: Member,
  input: { address: AddressFields; isDefault: boolean; idempotencyKey: string | null },
): Promise<Outcome<SavedAddress>> {
  const work = { scope: `${member.id}/addressCreate`, key: input.idempotencyKey, input };
  return app.database.db.transaction(async (tx) => {
    const size = await lockAddressBook(tx, member.id);
    if (size >= MAX_ADDRESSES) return refused('TOO_MANY_ADDRESSES');
    const { id } = await runOnce(tx, work, z.object({ id: z.string() }), async () => {
      const isDefault = input.isDefault || size === 0;
      if (isDefault) await clearDefaultAddress(tx, member.id);
      const row = { ...input.address, id: newId(), userId: member.id, isDefault, createdAt: app.now() };
      await insertAddress(tx, row);
      return { id: row.id };
    });
    return done(await requireOwn(findAddress(tx, member.id, id)));
  });
}

/** @throws NotFoundError  when it is not the member's */
export async function updateAddress(
  app: UsersDependencies,
  member: Member,
  input: { id: string; address: AddressFields; isDefault: boolean | null },
): Promise<SavedAddress> {
  return app.database.db.transaction(async (tx) => {
    await lockAddressBook(tx, member.id);
    const before = await requireOwn(findAddress(tx, member.id, input.id));
    const isDefault = before.isDefault || input.isDefault === true;
    if (isDefault && !before.isDefault) await clearDefaultAddress(tx, member.id);
    const after = { ...before, ...input.address, isDefault };
    await updateRow(tx, after);
    return after;
  });
}

/** @throws NotFoundError  when it is not the member's */
export async function deleteAddress(app: UsersDependencies, member: Member, id: string): Promise<SavedAddress> {
  return app.database.db.transaction(async (tx) => {
    await lockAddressBook(tx, member.id);
    const gone = await requireOwn(deleteRow(tx, member.id, id));
    if (gone.isDefault) await promoteOldestAddress(tx, member.id);
    return gone;
  });
}

async function requireOwn(found: Promise<SavedAddress | null>): Promise<SavedAddress> {
  const address = await found;
  if (!address) throw new NotFoundError('Address');
  return address;
}
