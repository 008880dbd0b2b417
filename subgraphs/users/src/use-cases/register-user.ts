import { hash } from '@node-rs/bcrypt';
import { anEvent, userRegistered } from '@souk/events';
import { newId, requireText } from '@souk/subgraph-kit';
import { z } from 'zod';
import type { UsersDependencies } from '../context.js';
import { insertUser } from '../data/user.repository.js';
import { localeOf } from '../domain/notifications/locale.js';
import { brokenPasswordRules } from '../domain/password-rules.js';
import type { User } from '../domain/user.js';
import { done, type Outcome, refused } from '../domain/users.errors.js';
import { type SignedIn, startSession } from './start-session.js';

export interface Registration {
  readonly email: string;
  readonly password: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly phone?: string | null;
  /** BCP 47; absent: the shop's */
  readonly locale?: string | null;
}

/**
 * Makes a MEMBER's account and signs in. The email address is the idempotency key: a second registration with it is refused.
 *
 * Refuses EMAIL_INVALID, EMAIL_TAKEN, LOCALE_UNKNOWN, and one complaint per password rule that is broken.
 * Emits `user-registered` (outbox, same transaction).
 */
export async function registerUser(app: UsersDependencies, input: Registration): Promise<Outcome<SignedIn>> {
  const names = {
    firstName: requireText(input.firstName, ['input', 'firstName'], { max: 100 }),
    lastName: requireText(input.lastName, ['input', 'lastName'], { max: 100 }),
    phone: input.phone ? requireText(input.phone, ['input', 'phone'], { max: 30 }) : null,
  };
  const email = z.email().max(254).safeParse(input.email.trim());
  if (!email.success) return refused('EMAIL_INVALID', ['input', 'email']);
  const locale = input.locale ? localeOf(input.locale) : null;
  if (input.locale && !locale) return refused('LOCALE_UNKNOWN', ['input', 'locale']);
  const broken = brokenPasswordRules(input.password);
  if (broken.length > 0) {
    return { kind: 'refused', complaints: broken.map((rule) => ({ ...rule, path: ['input', 'password'] })) };
  }

  const now = app.now();
  const passwordHash = await hash(input.password, { cost: app.config.bcryptCost });
  const times = { createdAt: now, updatedAt: now };
  const user: User = { id: newId(), email: email.data, ...names, locale, roles: ['MEMBER'], ...times };
  return app.database.db.transaction(async (tx) => {
    const isNew = await insertUser(tx, { ...user, passwordHash });
    if (!isNew) return refused('EMAIL_TAKEN', ['input', 'email']);
    const data = { userId: user.id, email: user.email, firstName: user.firstName };
    await app.outbox.append(tx, [anEvent(userRegistered, { data, version: 0, at: now })]);
    return done(await startSession(app, tx, user));
  });
}
