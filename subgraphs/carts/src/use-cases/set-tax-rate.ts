import { InvalidInputError, NotFoundError } from '@souk/subgraph-kit';
import { findTaxPeriods, insertTaxPeriod, lockTaxZone, setTaxPeriodEnd } from '../data/tax-zone.repository.js';
import { CartProblemsError, plainProblem } from '../domain/cart.errors.js';
import type { TaxRate } from '../domain/tax.js';
import { beginsWithoutStandard, changeRate, type KeptTaxZone } from '../domain/tax-schedule.js';
import type { CartsDependencies } from './dependencies.js';

/**
 * Taxes a class at a rate from a moment on, up to the next rate that was decided before. The rate in force then ends; what was in force
 * is never rewritten. Safe to repeat: a rate that holds then already changes nothing.
 *
 * @param input.validFrom  null: now
 * @throws NotFoundError
 * @throws InvalidInputError  when it would begin in the past
 * @throws CartProblemsError  TAX_RATE_BEGINS_THEN, when another rate of the class begins in that moment; TAX_STANDARD_RATE_MISSING
 * Source: docs/decisions/0037-tables-of-the-merchant.md
 */
export function setTaxRate(
  { database, clock }: CartsDependencies,
  { taxZoneId, rate, validFrom }: { taxZoneId: string; rate: TaxRate; validFrom: Date | null },
): Promise<KeptTaxZone> {
  return database.db.transaction(async (tx) => {
    const zone = await lockTaxZone(tx, taxZoneId);
    if (!zone) throw new NotFoundError('Tax zone');
    const now = clock();
    const from = validFrom ?? now;
    if (from < now) throw new InvalidInputError('validFrom must not be in the past', ['input', 'validFrom']);
    const periods = await findTaxPeriods(tx, [taxZoneId]);
    const change = changeRate(periods, rate, from);
    if (change.kind === 'HOLDS_ALREADY') return zone;
    if (change.kind === 'BEGINS_THEN') throw new CartProblemsError(beginsThen(change.period.rateBasisPoints));
    if (beginsWithoutStandard([...periods, change.begun])) throw new CartProblemsError(standardMissing());
    if (change.ended) await setTaxPeriodEnd(tx, taxZoneId, { period: change.ended, validUntil: from });
    await insertTaxPeriod(tx, taxZoneId, change.begun);
    return zone;
  });
}

export function standardMissing() {
  const message = 'A class has a rate of its own only while the zone has a standard rate';
  return plainProblem('TAX_STANDARD_RATE_MISSING', message, ['input', 'taxClass']);
}

function beginsThen(rateBasisPoints: number) {
  const message = `A rate of ${rateBasisPoints} begins in that moment: withdraw it first, or choose another`;
  return plainProblem('TAX_RATE_BEGINS_THEN', message, ['input', 'validFrom']);
}
