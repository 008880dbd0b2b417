import { and, asc, eq, gt, inArray, isNull, ne, sql } from 'drizzle-orm';
import type { Session } from '../domain/user.js';
import type { Tx } from './database.js';
import { refreshTokens, sessions } from './tables.js';

const SESSION = {
  id: sessions.id,
  userId: sessions.userId,
  createdAt: sessions.createdAt,
  lastUsedAt: sessions.lastUsedAt,
  expiresAt: sessions.expiresAt,
};

export async function insertSession(tx: Tx, session: Session, refreshHash: string): Promise<void> {
  await tx.insert(sessions).values(session);
  await tx.insert(refreshTokens).values({ hash: refreshHash, sessionId: session.id });
}

/** Live sessions of all these users; oldest first within a user. */
export function findSessionsOf(tx: Tx, userIds: readonly string[], now: Date): Promise<Session[]> {
  return tx
    .select(SESSION)
    .from(sessions)
    .where(and(inArray(sessions.userId, [...userIds]), isNull(sessions.revokedAt), gt(sessions.expiresAt, now)))
    .orderBy(asc(sessions.userId), asc(sessions.createdAt));
}

/** Spends a refresh token: of two who come at once, one gets the session. @returns null when it is spent or unknown */
export async function spendRefreshToken(tx: Tx, hash: string, now: Date): Promise<string | null> {
  const [row] = await tx
    .update(refreshTokens)
    .set({ usedAt: now })
    .where(and(eq(refreshTokens.hash, hash), isNull(refreshTokens.usedAt)))
    .returning({ sessionId: refreshTokens.sessionId });
  return row?.sessionId ?? null;
}

export async function findSpentRefreshToken(
  tx: Tx,
  hash: string,
): Promise<{ sessionId: string; usedAt: Date | null } | null> {
  const [row] = await tx.select().from(refreshTokens).where(eq(refreshTokens.hash, hash));
  return row ?? null;
}

/** @returns the session, prolonged, with its new token; null when it was revoked or is over */
export async function renewSession(
  tx: Tx,
  id: string,
  renewal: { refreshHash: string; now: Date; expiresAt: Date },
): Promise<Session | null> {
  const [row] = await tx
    .update(sessions)
    .set({ lastUsedAt: renewal.now, expiresAt: renewal.expiresAt })
    .where(and(eq(sessions.id, id), isNull(sessions.revokedAt), gt(sessions.expiresAt, renewal.now)))
    .returning(SESSION);
  if (!row) return null;
  await tx.insert(refreshTokens).values({ hash: renewal.refreshHash, sessionId: id });
  return row;
}

export async function revokeSession(tx: Tx, id: string, now: Date): Promise<void> {
  await tx
    .update(sessions)
    .set({ revokedAt: now })
    .where(and(eq(sessions.id, id), isNull(sessions.revokedAt)));
}

/** @param exceptId  the session that may stay, if any */
export async function revokeSessionsOf(tx: Tx, userId: string, now: Date, exceptId: string | null): Promise<void> {
  await tx
    .update(sessions)
    .set({ revokedAt: now })
    .where(
      and(eq(sessions.userId, userId), isNull(sessions.revokedAt), exceptId ? ne(sessions.id, exceptId) : sql`true`),
    );
}
