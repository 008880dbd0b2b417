import type { UsersDependencies } from '../context.js';
import { forgetDeliveries as deleteRows } from '../data/delivery.repository.js';

/** Longer than any event is repeated, and than anybody asks what was written. */
const KEPT_MS = 90 * 86_400_000;

/** A job: what was written to people is theirs, and not kept for ever. */
export function forgetDeliveries(app: UsersDependencies): Promise<void> {
  return deleteRows(app.database.db, new Date(app.now().getTime() - KEPT_MS));
}
