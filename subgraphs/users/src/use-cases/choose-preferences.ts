import { InvalidInputError, type Member, NotFoundError } from '@souk/subgraph-kit';
import type { UsersDependencies } from '../context.js';
import { saveChoices } from '../data/preference.repository.js';
import { findUsers } from '../data/user.repository.js';
import { type Choice, objectionTo } from '../domain/notifications/preferences.js';
import type { User } from '../domain/user.js';
import { type Complaint, complaint, done, type Outcome } from '../domain/users.errors.js';

const MAX_CHOICES = 100;

/**
 * Saves what a member decided; the rest stays. Safe to repeat.
 *
 * Refuses NOTIFICATION_REQUIRED and NOTIFICATION_NOT_OFFERED, naming each choice that can't be; nothing is saved then.
 * @throws InvalidInputError  unless 1–100 choices, each of another kind or channel
 */
export async function choosePreferences(
  app: UsersDependencies,
  member: Member,
  choices: readonly Choice[],
): Promise<Outcome<User>> {
  const different = new Set(choices.map(({ kind, channel }) => `${kind}/${channel}`));
  if (choices.length < 1 || choices.length > MAX_CHOICES || different.size < choices.length) {
    throw new InvalidInputError(`preferences must be 1–${MAX_CHOICES}, each for another kind or channel`, [
      'input',
      'preferences',
    ]);
  }
  const complaints = choices.flatMap((choice, index): Complaint[] => {
    const code = objectionTo(choice);
    return code ? [complaint(code, ['input', 'preferences', String(index)])] : [];
  });
  if (complaints.length > 0) return { kind: 'refused', complaints };
  return app.database.db.transaction(async (tx) => {
    const [user] = await findUsers(tx, [member.id]);
    if (!user) throw new NotFoundError('Account');
    await saveChoices(tx, member.id, choices, app.now());
    return done(user);
  });
}
