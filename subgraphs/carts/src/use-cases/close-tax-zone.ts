import { NotFoundError } from '@souk/subgraph-kit';
import { endTaxPeriods, lockTaxZone } from '../data/tax-zone.repository.js';
import type { KeptTaxZone } from '../domain/tax-schedule.js';
import type { CartsDependencies } from './dependencies.js';

/**
 * Ends all rates of a tax zone now, and takes back those that have not begun: its destinations are taxed by the next wider zone. The
 * zone and what its rates were stay; the next rate that is set opens it again. Safe to repeat.
 *
 * @throws NotFoundError
 */
export function closeTaxZone(
  { database, clock }: CartsDependencies,
  { taxZoneId }: { taxZoneId: string },
): Promise<KeptTaxZone> {
  return database.db.transaction(async (tx) => {
    const zone = await lockTaxZone(tx, taxZoneId);
    if (!zone) throw new NotFoundError('Tax zone');
    await endTaxPeriods(tx, taxZoneId, clock());
    return zone;
  });
}
