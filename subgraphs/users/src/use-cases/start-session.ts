import { createHash, randomBytes } from 'node:crypto';
import { newId } from '@souk/subgraph-kit';
import type { UsersDependencies } from '../context.js';
import type { Tx } from '../data/database.js';
import { insertSession } from '../data/session.repository.js';
import type { User } from '../domain/user.js';

const DAY_MS = 86_400_000;

/** What somebody who signed in gets. */
export interface SignedIn {
  readonly user: User;
  readonly accessToken: string;
  /** 256 random bits; works once */
  readonly refreshToken: string;
  /** seconds until the access token expires */
  readonly expiresIn: number;
}

/** Opens a session on one device, in the caller's transaction. */
export async function startSession(app: UsersDependencies, tx: Tx, user: User): Promise<SignedIn> {
  const now = app.now();
  const { refreshToken, refreshHash } = newRefreshToken();
  const session = { id: newId(), userId: user.id, createdAt: now, lastUsedAt: now, expiresAt: sessionEnd(app, now) };
  await insertSession(tx, session, refreshHash);
  const accessToken = await app.accessTokens.issue(user, session.id, now);
  return { user, accessToken, refreshToken, expiresIn: app.accessTokens.ttlSeconds };
}

export function newRefreshToken(): { refreshToken: string; refreshHash: string } {
  const refreshToken = randomBytes(32).toString('base64url');
  return { refreshToken, refreshHash: hashRefreshToken(refreshToken) };
}

/** A random token needs no salt and no slow hash. */
export function hashRefreshToken(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

export function sessionEnd({ config }: UsersDependencies, now: Date): Date {
  return new Date(now.getTime() + config.refreshTokenTtlDays * DAY_MS);
}
