import { type Member, NotFoundError, requireText } from '@souk/subgraph-kit';
import type { UsersDependencies } from '../context.js';
import { updateProfile as updateRow } from '../data/user.repository.js';
import { localeOf } from '../domain/notifications/locale.js';
import type { User } from '../domain/user.js';
import { done, type Outcome, refused } from '../domain/users.errors.js';

export interface ProfileChanges {
  readonly firstName?: string | null;
  readonly lastName?: string | null;
  /** null removes the number; absent leaves it */
  readonly phone?: string | null;
  /** BCP 47; null chooses the shop's; absent leaves it */
  readonly locale?: string | null;
}

/** Refuses LOCALE_UNKNOWN. */
export async function updateProfile(
  app: UsersDependencies,
  member: Member,
  input: ProfileChanges,
): Promise<Outcome<User>> {
  const name = (field: 'firstName' | 'lastName') => {
    const value = input[field];
    return value == null ? {} : { [field]: requireText(value, ['input', field], { max: 100 }) };
  };
  const phone = input.phone ? requireText(input.phone, ['input', 'phone'], { max: 30 }) : null;
  const locale = input.locale ? localeOf(input.locale) : null;
  if (input.locale && !locale) return refused('LOCALE_UNKNOWN', ['input', 'locale']);
  const user = await updateRow(app.database.db, member.id, {
    ...name('firstName'),
    ...name('lastName'),
    ...(input.phone === undefined ? {} : { phone }),
    ...(input.locale === undefined ? {} : { locale }),
    updatedAt: app.now(),
  });
  if (!user) throw new NotFoundError('Account');
  return done(user);
}
