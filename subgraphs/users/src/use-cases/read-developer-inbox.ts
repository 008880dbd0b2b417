import type { UsersDependencies } from '../context.js';
import { type Delivery, findDeliveries } from '../data/delivery.repository.js';

export type Delivered = Omit<Delivery, 'id' | 'eventId'>;

/** The 200 newest messages, newest first. */
export async function readDeveloperInbox({ database }: UsersDependencies): Promise<Delivered[]> {
  const rows = await findDeliveries(database.db, 200);
  return rows.map(({ id: _id, eventId: _eventId, ...message }) => message);
}
