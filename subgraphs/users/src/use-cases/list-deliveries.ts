import type { UsersDependencies } from '../context.js';
import {
  countDeliveries,
  type DeliveryPosition,
  type DeliverySearch,
  findDeliveries,
} from '../data/delivery.repository.js';
import type { Delivery } from '../domain/notifications/delivery.js';

/** @returns up to `size` + 1 messages, newest first: the one too many tells that there is a next page */
export async function listDeliveries(
  { database }: UsersDependencies,
  search: DeliverySearch,
  { after, size }: { readonly after: DeliveryPosition | null; readonly size: number },
): Promise<{ rows: Delivery[]; countAll: () => Promise<number> }> {
  const rows = await findDeliveries(database.db, search, { after, limit: size + 1 });
  return { rows, countAll: () => countDeliveries(database.db, search) };
}
