import { hash, verify } from '@node-rs/bcrypt';
import { type Member, NotFoundError } from '@souk/subgraph-kit';
import type { UsersDependencies } from '../context.js';
import { revokeSessionsOf } from '../data/session.repository.js';
import { findCredentials, updatePassword } from '../data/user.repository.js';
import { brokenPasswordRules } from '../domain/password-rules.js';
import type { User } from '../domain/user.js';
import { done, type Outcome, refused } from '../domain/users.errors.js';
import { sessionOf } from './log-out.js';

/** Changes the password and ends all other sessions. Refuses PASSWORD_WRONG and one complaint per broken rule. */
export async function changePassword(
  app: UsersDependencies,
  member: Member,
  input: { readonly current: string; readonly new: string },
): Promise<Outcome<User>> {
  const found = await findCredentials(app.database.db, { id: member.id });
  if (!found) throw new NotFoundError('Account');
  const isRight = await verify(input.current, found.passwordHash);
  if (!isRight) return refused('PASSWORD_WRONG', ['input', 'current']);
  const broken = brokenPasswordRules(input.new);
  if (broken.length > 0) {
    return { kind: 'refused', complaints: broken.map((rule) => ({ ...rule, path: ['input', 'new'] })) };
  }
  const passwordHash = await hash(input.new, { cost: app.config.bcryptCost });
  const now = app.now();
  await app.database.db.transaction(async (tx) => {
    await updatePassword(tx, member.id, passwordHash, now);
    await revokeSessionsOf(tx, member.id, now, sessionOf(member));
  });
  return done(found.user);
}
