import { NotFoundError } from '@souk/subgraph-kit';
import {
  findShippingZone,
  lockShippingMap,
  renameShippingZone,
  replaceShippingPlaces,
} from '../data/shipping-zone.repository.js';
import type { ShippingPlace } from '../domain/shipping.js';
import type { KeptShippingZone } from '../domain/shipping-tariff.js';
import { requireFreeName } from './create-shipping-zone.js';
import type { CartsDependencies } from './dependencies.js';

/**
 * Names a shipping zone anew, or says anew which places it has: those that are named leave the zones they were in, those that are not
 * are in none, which is what takes the rest of the world. Carts show it at their next reading.
 *
 * @param input.name    null stays as it is
 * @param input.places  null: they stay as they are
 * @throws NotFoundError
 * @throws CartProblemsError  SHIPPING_ZONE_NAME_TAKEN
 */
export function changeShippingZone(
  { database }: CartsDependencies,
  {
    shippingZoneId,
    name,
    places,
  }: { shippingZoneId: string; name: string | null; places: readonly ShippingPlace[] | null },
): Promise<KeptShippingZone> {
  return database.db.transaction(async (tx) => {
    await lockShippingMap(tx);
    const zone = await findShippingZone(tx, shippingZoneId);
    if (!zone) throw new NotFoundError('Shipping zone');
    const changed = { ...zone, name: name ?? zone.name };
    if (changed.name !== zone.name) {
      await requireFreeName(tx, changed.name);
      await renameShippingZone(tx, changed);
    }
    if (places) await replaceShippingPlaces(tx, zone.id, places);
    return changed;
  });
}
