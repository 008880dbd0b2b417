import type { UsersDependencies } from '../context.js';
import { findDeliveries } from '../data/delivery.repository.js';
import type { Delivery } from '../domain/notifications/delivery.js';

const EVERYTHING = { status: null, channel: null, kind: null };

/** The 200 newest messages, newest first, whatever became of them. */
export function readDeveloperInbox({ database }: UsersDependencies): Promise<Delivery[]> {
  return findDeliveries(database.db, EVERYTHING, { after: null, limit: 200 });
}
