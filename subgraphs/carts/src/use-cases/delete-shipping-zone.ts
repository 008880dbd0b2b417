import { NotFoundError } from '@souk/subgraph-kit';
import {
  deleteShippingZone as deleteZone,
  findShippingPlaces,
  lockShippingMap,
  lockShippingZone,
} from '../data/shipping-zone.repository.js';
import { CartProblemsError, plainProblem } from '../domain/cart.errors.js';
import { ELSEWHERE } from '../domain/shipping.js';
import type { KeptShippingZone } from '../domain/shipping-tariff.js';
import type { CartsDependencies } from './dependencies.js';

/**
 * Deletes a shipping zone and its services. No cart is sent there: it has no places.
 *
 * @throws NotFoundError
 * @throws CartProblemsError  SHIPPING_ZONE_IN_USE, while it has places, and for the one that takes the rest
 */
export function deleteShippingZone(
  { database }: CartsDependencies,
  { shippingZoneId }: { shippingZoneId: string },
): Promise<KeptShippingZone> {
  return database.db.transaction(async (tx) => {
    await lockShippingMap(tx);
    const zone = await lockShippingZone(tx, shippingZoneId);
    if (!zone) throw new NotFoundError('Shipping zone');
    if (zone.id === ELSEWHERE) throw new CartProblemsError(inUse('This zone takes what is in no other'));
    const places = await findShippingPlaces(tx, [zone.id]);
    if (places.length > 0) throw new CartProblemsError(inUse(`It has ${places.length} places: move them first`));
    await deleteZone(tx, zone.id);
    return zone;
  });
}

function inUse(message: string) {
  return plainProblem('SHIPPING_ZONE_IN_USE', message, ['input', 'shippingZoneId']);
}
