import { NotFoundError, requireText } from '@souk/subgraph-kit';
import type { UsersDependencies } from '../context.js';
import { ensureSeller } from '../data/seller.repository.js';
import { lockAdmins, updateRoles } from '../data/user.repository.js';
import { displayName, type Role, slugOf, type User } from '../domain/user.js';
import { done, type Outcome, refused } from '../domain/users.errors.js';

/**
 * Gives a user exactly these roles; SELLER also makes the seller's profile. Access tokens that are out keep the old roles until
 * they expire. Refuses LAST_ADMIN.
 *
 * @param input.sellerName  default: the user's display name
 * @throws NotFoundError
 */
export async function setRoles(
  app: UsersDependencies,
  input: { readonly userId: string; readonly roles: readonly Role[]; readonly sellerName?: string | null },
): Promise<Outcome<User>> {
  const sellerName = input.sellerName ? requireText(input.sellerName, ['input', 'sellerName'], { max: 100 }) : null;
  const now = app.now();
  return app.database.db.transaction(async (tx) => {
    const admins = await lockAdmins(tx);
    const isOnlyAdmin = admins.length === 1 && admins[0] === input.userId;
    if (isOnlyAdmin && !input.roles.includes('ADMIN')) return refused('LAST_ADMIN', ['input', 'roles']);
    const user = await updateRoles(tx, input.userId, [...new Set(input.roles)], now);
    if (!user) throw new NotFoundError('User');
    if (user.roles.includes('SELLER')) {
      const name = sellerName ?? displayName(user);
      await ensureSeller(tx, { id: user.id, slug: slugOf(name), name, description: '', createdAt: now });
    }
    return done(user);
  });
}
