import { NotFoundError } from '@souk/subgraph-kit';
import { deleteTaxPeriod, findTaxPeriods, lockTaxZone, setTaxPeriodEnd } from '../data/tax-zone.repository.js';
import { CartProblemsError, plainProblem } from '../domain/cart.errors.js';
import type { TaxClass } from '../domain/tax.js';
import { beginsWithoutStandard, findPeriod, type KeptTaxZone, predecessorOf } from '../domain/tax-schedule.js';
import type { CartsDependencies } from './dependencies.js';
import { standardMissing } from './set-tax-rate.js';

/**
 * Takes back a rate that has not begun; the one before it goes on for as long.
 *
 * @throws NotFoundError  also when no rate of the class begins in that moment
 * @throws CartProblemsError  TAX_RATE_HAS_BEGUN; TAX_STANDARD_RATE_MISSING, when another class would be left without it
 */
export function withdrawTaxRate(
  { database, clock }: CartsDependencies,
  { taxZoneId, taxClass, validFrom }: { taxZoneId: string; taxClass: TaxClass; validFrom: Date },
): Promise<KeptTaxZone> {
  return database.db.transaction(async (tx) => {
    const zone = await lockTaxZone(tx, taxZoneId);
    if (!zone) throw new NotFoundError('Tax zone');
    const periods = await findTaxPeriods(tx, [taxZoneId]);
    const period = findPeriod(periods, taxClass, validFrom);
    if (!period) throw new NotFoundError('Tax rate');
    if (validFrom <= clock()) {
      const message = 'This rate has begun: set another one';
      throw new CartProblemsError(plainProblem('TAX_RATE_HAS_BEGUN', message, ['input', 'validFrom']));
    }
    const before = predecessorOf(periods, period);
    const rest = periods.filter((other) => other !== period && other !== before);
    const { validUntil } = period;
    if (beginsWithoutStandard(before ? [...rest, { ...before, validUntil }] : rest)) {
      throw new CartProblemsError(standardMissing());
    }
    await deleteTaxPeriod(tx, taxZoneId, period);
    if (before) await setTaxPeriodEnd(tx, taxZoneId, { period: before, validUntil });
    return zone;
  });
}
