import type { UsersDependencies } from '../context.js';
import { findSpentRefreshToken, renewSession, revokeSession, spendRefreshToken } from '../data/session.repository.js';
import { findUsers } from '../data/user.repository.js';
import { done, type Outcome, refused } from '../domain/users.errors.js';
import { hashRefreshToken, newRefreshToken, type SignedIn, sessionEnd } from './start-session.js';

/** Two tabs of one browser may refresh at once; whoever comes later with a spent token stole it. */
const REUSE_GRACE_MS = 10_000;

/**
 * Trades a refresh token for a new pair; each token works once, and of two who come at once one wins. A token that was spent
 * more than ten seconds ago ends its session: somebody has a copy (RFC 9700 §4.14.2).
 *
 * Refuses REFRESH_TOKEN_INVALID.
 */
export async function refreshSession(app: UsersDependencies, refreshToken: string): Promise<Outcome<SignedIn>> {
  const hash = hashRefreshToken(refreshToken);
  const now = app.now();
  return app.database.db.transaction(async (tx) => {
    const sessionId = await spendRefreshToken(tx, hash, now);
    if (!sessionId) {
      const spent = await findSpentRefreshToken(tx, hash);
      const isStolen = spent?.usedAt && now.getTime() - spent.usedAt.getTime() > REUSE_GRACE_MS;
      if (isStolen) await revokeSession(tx, spent.sessionId, now);
      return refused('REFRESH_TOKEN_INVALID', ['input', 'refreshToken']);
    }
    const next = newRefreshToken();
    const session = await renewSession(tx, sessionId, {
      refreshHash: next.refreshHash,
      now,
      expiresAt: sessionEnd(app, now),
    });
    const [user] = session ? await findUsers(tx, [session.userId]) : [];
    if (!session || !user) return refused('REFRESH_TOKEN_INVALID', ['input', 'refreshToken']);
    const accessToken = await app.accessTokens.issue(user, session.id, now);
    return done({
      user,
      accessToken,
      refreshToken: next.refreshToken,
      expiresIn: app.accessTokens.ttlSeconds,
    });
  });
}
