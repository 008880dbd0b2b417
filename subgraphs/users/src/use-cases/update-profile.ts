import { type Member, NotFoundError, requireText } from '@souk/subgraph-kit';
import type { UsersDependencies } from '../context.js';
import { updateProfile as updateRow } from '../data/user.repository.js';
import type { User } from '../domain/user.js';

export interface ProfileChanges {
  readonly firstName?: string | null;
  readonly lastName?: string | null;
  /** null removes the number; absent leaves it */
  readonly phone?: string | null;
}

export async function updateProfile(app: UsersDependencies, member: Member, input: ProfileChanges): Promise<User> {
  const name = (field: 'firstName' | 'lastName') => {
    const value = input[field];
    return value == null ? {} : { [field]: requireText(value, ['input', field], { max: 100 }) };
  };
  const phone = input.phone ? requireText(input.phone, ['input', 'phone'], { max: 30 }) : null;
  const user = await updateRow(app.database.db, member.id, {
    ...name('firstName'),
    ...name('lastName'),
    ...(input.phone === undefined ? {} : { phone }),
    updatedAt: app.now(),
  });
  if (!user) throw new NotFoundError('Account');
  return user;
}
