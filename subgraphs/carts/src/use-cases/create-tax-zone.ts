import { runOnce } from '@souk/subgraph-kit';
import { z } from 'zod';
import type { CartsTransaction } from '../data/database.js';
import {
  findTaxZone,
  findTaxZoneAt,
  insertTaxZone,
  lockTaxPlaces,
  type TaxPlace,
} from '../data/tax-zone.repository.js';
import { CartProblemsError, plainProblem } from '../domain/cart.errors.js';
import type { KeptTaxZone, TaxZoneTerms } from '../domain/tax-schedule.js';
import type { CartsDependencies } from './dependencies.js';

const created = z.object({ taxZoneId: z.string() });

/**
 * Adds a tax zone. Carts are taxed by it from its first rate on.
 *
 * @param input.userId  the admin who asks; idempotency keys are his own
 * @returns  the zone as it is, also when the key was used before
 * @throws CartProblemsError  TAX_ZONE_PLACE_TAKEN
 * @throws IdempotencyKeyReusedError
 */
export function createTaxZone(
  { database }: CartsDependencies,
  { userId, idempotencyKey, terms }: { userId: string; idempotencyKey: string | null; terms: TaxZoneTerms },
): Promise<KeptTaxZone> {
  const once = { scope: `user:${userId}/taxZoneCreate`, key: idempotencyKey, input: terms };
  return database.db.transaction(async (tx) => {
    const { taxZoneId } = await runOnce(tx, once, created, async () => {
      await takePlace(tx, terms);
      const { id } = await insertTaxZone(tx, terms);
      return { taxZoneId: id };
    });
    const zone = await findTaxZone(tx, taxZoneId);
    if (!zone) throw new Error('Tax zones are never deleted');
    return zone;
  });
}

/** Until the transaction ends nobody else becomes this place. @throws CartProblemsError  TAX_ZONE_PLACE_TAKEN */
export async function takePlace(tx: CartsTransaction, place: TaxPlace): Promise<void> {
  await lockTaxPlaces(tx);
  if (!(await findTaxZoneAt(tx, place))) return;
  throw new CartProblemsError(plainProblem('TAX_ZONE_PLACE_TAKEN', 'Another tax zone is this place', ['input']));
}
