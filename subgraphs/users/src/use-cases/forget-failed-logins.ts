import type { UsersDependencies } from '../context.js';
import { forgetFailedLogins as deleteRows } from '../data/failed-login.repository.js';

const KEPT_MS = 60 * 60_000;

/** A job: counters of minutes long past serve nobody. */
export function forgetFailedLogins(app: UsersDependencies): Promise<void> {
  return deleteRows(app.database.db, new Date(app.now().getTime() - KEPT_MS));
}
