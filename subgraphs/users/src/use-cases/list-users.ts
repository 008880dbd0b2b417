import type { UsersDependencies } from '../context.js';
import { countUsers, searchUsers, type UserSearch } from '../data/user.repository.js';
import type { User } from '../domain/user.js';

/** @returns up to `size` + 1 users, newest first: the one too many tells that there is a next page */
export async function listUsers(
  { database }: UsersDependencies,
  search: Omit<UserSearch, 'limit'> & { readonly size: number },
): Promise<{ rows: User[]; countAll: () => Promise<number> }> {
  const rows = await searchUsers(database.db, { ...search, limit: search.size + 1 });
  return { rows, countAll: () => countUsers(database.db, search) };
}
