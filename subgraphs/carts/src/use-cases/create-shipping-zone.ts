import { NotFoundError, runOnce } from '@souk/subgraph-kit';
import { z } from 'zod';
import type { CartsTransaction } from '../data/database.js';
import {
  findShippingZone,
  findShippingZoneByName,
  insertShippingZone,
  lockShippingMap,
  replaceShippingPlaces,
} from '../data/shipping-zone.repository.js';
import { CartProblemsError, plainProblem } from '../domain/cart.errors.js';
import type { ShippingPlace } from '../domain/shipping.js';
import type { KeptShippingZone } from '../domain/shipping-tariff.js';
import type { CartsDependencies } from './dependencies.js';

const created = z.object({ shippingZoneId: z.string() });

/**
 * Adds a shipping zone. Nothing ships to its places until it has services: make it without places first, where they are served already.
 *
 * @param input.userId  the admin who asks; idempotency keys are his own
 * @param input.places  they leave the zones they were in
 * @returns  the zone as it is, also when the key was used before
 * @throws CartProblemsError  SHIPPING_ZONE_NAME_TAKEN
 * @throws NotFoundError  when the key was used for a zone that was deleted since
 * @throws IdempotencyKeyReusedError
 */
export function createShippingZone(
  { database }: CartsDependencies,
  input: { userId: string; idempotencyKey: string | null; name: string; places: readonly ShippingPlace[] },
): Promise<KeptShippingZone> {
  const { userId, idempotencyKey, ...asked } = input;
  const once = { scope: `user:${userId}/shippingZoneCreate`, key: idempotencyKey, input: asked };
  return database.db.transaction(async (tx) => {
    const { shippingZoneId } = await runOnce(tx, once, created, async () => {
      await lockShippingMap(tx);
      await requireFreeName(tx, asked.name);
      const { id } = await insertShippingZone(tx, asked.name);
      await replaceShippingPlaces(tx, id, asked.places);
      return { shippingZoneId: id };
    });
    const zone = await findShippingZone(tx, shippingZoneId);
    if (!zone) throw new NotFoundError('Shipping zone');
    return zone;
  });
}

/** Zones must be locked against others' names. @throws CartProblemsError  SHIPPING_ZONE_NAME_TAKEN */
export async function requireFreeName(tx: CartsTransaction, name: string): Promise<void> {
  if (!(await findShippingZoneByName(tx, name))) return;
  const message = 'Another shipping zone has this name';
  throw new CartProblemsError(plainProblem('SHIPPING_ZONE_NAME_TAKEN', message, ['input', 'name']));
}
