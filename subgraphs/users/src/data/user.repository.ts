import { and, arrayContains, asc, count, desc, eq, ilike, inArray, lt, or, type SQL, sql } from 'drizzle-orm';
import { type Locale, localeOf } from '../domain/notifications/locale.js';
import { isRole, type Role, type User } from '../domain/user.js';
import type { Tx } from './database.js';
import { users } from './tables.js';

const PUBLIC = {
  id: users.id,
  email: users.email,
  firstName: users.firstName,
  lastName: users.lastName,
  phone: users.phone,
  locale: users.locale,
  roles: users.roles,
  createdAt: users.createdAt,
  updatedAt: users.updatedAt,
};

export interface UserSearch {
  readonly text: string | null;
  readonly role: Role | null;
  /** the last row of the page before */
  readonly after: { readonly createdAt: Date; readonly id: string } | null;
  readonly limit: number;
}

/** @returns false when the address is taken; nothing is written then */
export async function insertUser(tx: Tx, user: User & { passwordHash: string }): Promise<boolean> {
  const inserted = await tx
    .insert(users)
    .values({ ...user, roles: [...user.roles], emailKey: emailKeyOf(user.email) })
    .onConflictDoNothing({ target: users.emailKey })
    .returning({ id: users.id });
  return inserted.length === 1;
}

export async function findUsers(tx: Tx, ids: readonly string[]): Promise<User[]> {
  const rows = await tx
    .select(PUBLIC)
    .from(users)
    .where(inArray(users.id, [...ids]));
  return rows.map(toUser);
}

/** With what it takes to check a password. */
export async function findCredentials(
  tx: Tx,
  by: { email: string } | { id: string },
): Promise<{ user: User; passwordHash: string } | null> {
  const where = 'id' in by ? eq(users.id, by.id) : eq(users.emailKey, emailKeyOf(by.email));
  const [row] = await tx
    .select({ ...PUBLIC, passwordHash: users.passwordHash })
    .from(users)
    .where(where);
  return row ? { user: toUser(row), passwordHash: row.passwordHash } : null;
}

/** Newest first; up to `limit` rows. */
export async function searchUsers(tx: Tx, search: UserSearch): Promise<User[]> {
  const { after } = search;
  const olderThan = after
    ? or(lt(users.createdAt, after.createdAt), and(eq(users.createdAt, after.createdAt), lt(users.id, after.id)))
    : undefined;
  const rows = await tx
    .select(PUBLIC)
    .from(users)
    .where(and(matching(search), olderThan))
    .orderBy(desc(users.createdAt), desc(users.id))
    .limit(search.limit);
  return rows.map(toUser);
}

export async function countUsers(tx: Tx, search: Pick<UserSearch, 'text' | 'role'>): Promise<number> {
  const [row] = await tx.select({ count: count() }).from(users).where(matching(search));
  return row?.count ?? 0;
}

export async function updateProfile(
  tx: Tx,
  id: string,
  profile: { firstName?: string; lastName?: string; phone?: string | null; locale?: Locale | null; updatedAt: Date },
): Promise<User | null> {
  const [row] = await tx.update(users).set(profile).where(eq(users.id, id)).returning(PUBLIC);
  return row ? toUser(row) : null;
}

export async function updatePassword(tx: Tx, id: string, passwordHash: string, updatedAt: Date): Promise<void> {
  await tx.update(users).set({ passwordHash, updatedAt }).where(eq(users.id, id));
}

/** @returns the user, or null when there is none */
export async function updateRoles(tx: Tx, id: string, roles: readonly Role[], updatedAt: Date): Promise<User | null> {
  const [row] = await tx
    .update(users)
    .set({ roles: [...roles], updatedAt })
    .where(eq(users.id, id))
    .returning(PUBLIC);
  return row ? toUser(row) : null;
}

/** Locks every admin's row, so that two who leave at once can't both believe that the other stays. @returns their ids */
export async function lockAdmins(tx: Tx): Promise<string[]> {
  const rows = await tx
    .select({ id: users.id })
    .from(users)
    .where(arrayContains(users.roles, ['ADMIN']))
    .orderBy(asc(users.id))
    .for('update');
  return rows.map(({ id }) => id);
}

function matching({ text, role }: Pick<UserSearch, 'text' | 'role'>): SQL | undefined {
  const pattern = text ? `%${text.replace(/[\\%_]/g, '\\$&')}%` : null;
  return and(
    role ? arrayContains(users.roles, [role]) : undefined,
    pattern
      ? or(ilike(users.emailKey, pattern), ilike(sql`${users.firstName} || ' ' || ${users.lastName}`, pattern))
      : undefined,
  );
}

function emailKeyOf(email: string): string {
  return email.toLowerCase();
}

function toUser(row: Omit<User, 'roles' | 'locale'> & { roles: string[]; locale: string | null }): User {
  return { ...row, roles: row.roles.filter(isRole), locale: localeOf(row.locale ?? '') };
}
