import { NotFoundError } from '@souk/subgraph-kit';
import { deleteTariff } from '../data/shipping-tariff.repository.js';
import { lockShippingZone } from '../data/shipping-zone.repository.js';
import type { KeptShippingZone } from '../domain/shipping-tariff.js';
import type { CartsDependencies } from './dependencies.js';

/**
 * Takes a service out of a shipping zone. Carts that have chosen it take the cheapest of the rest.
 *
 * @throws NotFoundError  also when the zone has no such service
 */
export function removeShippingService(
  { database }: CartsDependencies,
  { shippingZoneId, optionId }: { shippingZoneId: string; optionId: string },
): Promise<KeptShippingZone> {
  return database.db.transaction(async (tx) => {
    const zone = await lockShippingZone(tx, shippingZoneId);
    if (!zone) throw new NotFoundError('Shipping zone');
    if (!(await deleteTariff(tx, zone.id, optionId))) throw new NotFoundError('Shipping service');
    return zone;
  });
}
