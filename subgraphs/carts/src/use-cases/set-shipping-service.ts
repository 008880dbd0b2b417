import { NotFoundError } from '@souk/subgraph-kit';
import { saveTariff } from '../data/shipping-tariff.repository.js';
import { lockShippingZone } from '../data/shipping-zone.repository.js';
import type { KeptShippingZone, ShippingTariff } from '../domain/shipping-tariff.js';
import type { CartsDependencies } from './dependencies.js';

/**
 * Adds a service to a shipping zone, or replaces it in all its parts. Carts show it at their next reading. Safe to repeat.
 *
 * @param input.tariff  bands ascend by weight
 * @throws NotFoundError
 * Source: docs/decisions/0037-tables-of-the-merchant.md
 */
export function setShippingService(
  { database }: CartsDependencies,
  { shippingZoneId, tariff }: { shippingZoneId: string; tariff: ShippingTariff },
): Promise<KeptShippingZone> {
  return database.db.transaction(async (tx) => {
    const zone = await lockShippingZone(tx, shippingZoneId);
    if (!zone) throw new NotFoundError('Shipping zone');
    await saveTariff(tx, zone.id, tariff);
    return zone;
  });
}
