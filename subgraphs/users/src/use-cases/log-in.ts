import { hash, verify } from '@node-rs/bcrypt';
import { RateLimitedError } from '@souk/subgraph-kit';
import type { UsersDependencies } from '../context.js';
import { countFailedLogins, recordFailedLogin } from '../data/failed-login.repository.js';
import { findCredentials } from '../data/user.repository.js';
import { done, type Outcome, refused } from '../domain/users.errors.js';
import { type SignedIn, startSession } from './start-session.js';

const MAX_FAILURES_A_MINUTE = { email: 5, address: 30 };

/** Of a password nobody has, by cost: an unknown email must take as long as a wrong password. */
const decoys = new Map<number, Promise<string>>();

/**
 * Refuses INVALID_CREDENTIALS, with the same work for an unknown email as for a wrong password.
 *
 * @param address  where the request came from, when the router knows it
 * @throws RateLimitedError  after five failures a minute for one email, or thirty from one address
 */
export async function logIn(
  app: UsersDependencies,
  input: { readonly email: string; readonly password: string },
  address: string | undefined,
): Promise<Outcome<SignedIn>> {
  const { db } = app.database;
  const email = input.email.trim().toLowerCase().slice(0, 254);
  const limits = new Map([[`email:${email}`, MAX_FAILURES_A_MINUTE.email]]);
  if (address) limits.set(`address:${address}`, MAX_FAILURES_A_MINUTE.address);
  const who = [...limits.keys()];
  const minute = new Date(Math.floor(app.now().getTime() / 60_000) * 60_000);
  const failures = await countFailedLogins(db, who, minute);
  if (who.some((one) => (failures.get(one) ?? 0) >= (limits.get(one) ?? 0))) throw new RateLimitedError();

  const found = await findCredentials(db, { email });
  const isRight = await verify(input.password, found?.passwordHash ?? (await decoyHash(app.config.bcryptCost)));
  if (!found || !isRight) {
    await recordFailedLogin(db, who, minute);
    return refused('INVALID_CREDENTIALS');
  }
  return db.transaction(async (tx) => done(await startSession(app, tx, found.user)));
}

function decoyHash(cost: number): Promise<string> {
  const decoy = decoys.get(cost) ?? hash('a password nobody has', { cost });
  decoys.set(cost, decoy);
  return decoy;
}
