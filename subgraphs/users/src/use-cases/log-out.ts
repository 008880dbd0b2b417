import { isId, type Member } from '@souk/subgraph-kit';
import type { UsersDependencies } from '../context.js';
import { revokeSession, revokeSessionsOf } from '../data/session.repository.js';

/** Ends the session that the access token belongs to; the token itself lives on until it expires. */
export async function logOut(app: UsersDependencies, member: Member): Promise<void> {
  const sessionId = sessionOf(member);
  if (sessionId) await revokeSession(app.database.db, sessionId, app.now());
}

export function logOutEverywhere(app: UsersDependencies, member: Member): Promise<void> {
  return revokeSessionsOf(app.database.db, member.id, app.now(), null);
}

/** The session that the viewer's access token was issued for. */
export function sessionOf({ claims }: Member): string | null {
  return typeof claims.sid === 'string' && isId(claims.sid) ? claims.sid : null;
}
