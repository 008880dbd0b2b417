import { InvalidInputError, NotFoundError } from '@souk/subgraph-kit';
import { lockTaxZone, updateTaxZone } from '../data/tax-zone.repository.js';
import type { KeptTaxZone, TaxZoneTerms } from '../domain/tax-schedule.js';
import { takePlace } from './create-tax-zone.js';
import type { CartsDependencies } from './dependencies.js';

/**
 * Decides anew where a tax zone is and how it is taxed. Carts show it at their next reading; orders keep the tax they were placed with.
 *
 * @param input.terms  undefined stays as it is
 * @throws NotFoundError
 * @throws InvalidInputError  for a region's name without its code
 * @throws CartProblemsError  TAX_ZONE_PLACE_TAKEN
 */
export function changeTaxZone(
  { database }: CartsDependencies,
  { taxZoneId, terms }: { taxZoneId: string; terms: Partial<TaxZoneTerms> },
): Promise<KeptTaxZone> {
  return database.db.transaction(async (tx) => {
    const zone = await lockTaxZone(tx, taxZoneId);
    if (!zone) throw new NotFoundError('Tax zone');
    const given = Object.fromEntries(Object.entries(terms).filter(([, term]) => term !== undefined));
    const changed = { ...zone, ...given };
    if (changed.region === '' && changed.regionName !== '') {
      throw new InvalidInputError('A name needs the code of its region', ['input', 'regionName']);
    }
    if (!isSamePlace(zone, changed)) await takePlace(tx, changed);
    await updateTaxZone(tx, changed);
    return changed;
  });
}

function isSamePlace(a: TaxZoneTerms, b: TaxZoneTerms): boolean {
  return a.country === b.country && a.region === b.region && a.postalPrefix === b.postalPrefix;
}
