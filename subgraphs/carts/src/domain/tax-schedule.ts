import type { TaxClass, TaxRate, TaxZone } from './tax.js';

/** Where a tax zone is, and how it is taxed, apart from its rates. What an admin decides of it. */
export type TaxZoneTerms = Omit<TaxZone, 'rates'>;

export interface KeptTaxZone extends TaxZoneTerms {
  readonly id: string;
}

/** What one class is taxed at, from `validFrom` on, up to and without `validUntil`. */
export interface TaxPeriod extends TaxRate {
  readonly validFrom: Date;
  /** null: still */
  readonly validUntil: Date | null;
}

/** What becomes of a class's periods when it gets another rate; `BEGINS_THEN` stands in the way. */
export type RateChange =
  | { readonly kind: 'HOLDS_ALREADY' }
  | { readonly kind: 'BEGINS_THEN'; readonly period: TaxPeriod }
  | { readonly kind: 'CHANGES'; readonly ended: TaxPeriod | null; readonly begun: TaxPeriod };

/**
 * A rate from a moment on, up to the next that was decided before: the one in force then ends, and nothing that began is rewritten.
 *
 * @param periods  of one zone, any order
 */
export function changeRate(periods: readonly TaxPeriod[], rate: TaxRate, from: Date): RateChange {
  const ofClass = periods.filter(({ taxClass }) => taxClass === rate.taxClass);
  const current = ofClass.find((period) => isInForce(period, from)) ?? null;
  if (current?.rateBasisPoints === rate.rateBasisPoints) return { kind: 'HOLDS_ALREADY' };
  if (current?.validFrom.getTime() === from.getTime()) return { kind: 'BEGINS_THEN', period: current };
  const [next] = ofClass.filter(({ validFrom }) => validFrom > from).sort(byBeginning);
  return { kind: 'CHANGES', ended: current, begun: { ...rate, validFrom: from, validUntil: next?.validFrom ?? null } };
}

/**
 * Goods of a class without a rate are taxed at the standard one, so that one is there first: without it they would not be taxed.
 *
 * @returns the first period that begins while no standard rate is in force; null when there is none
 */
export function beginsWithoutStandard(periods: readonly TaxPeriod[]): TaxPeriod | null {
  const standard = periods.filter(({ taxClass }) => taxClass === 'STANDARD');
  const isGrounded = ({ validFrom }: TaxPeriod) => standard.some((period) => isInForce(period, validFrom));
  return periods.toSorted(byBeginning).find((period) => !isGrounded(period)) ?? null;
}

/** The one that ends when this one begins. */
export function predecessorOf(periods: readonly TaxPeriod[], { taxClass, validFrom }: TaxPeriod): TaxPeriod | null {
  const meets = ({ validUntil }: TaxPeriod) => validUntil?.getTime() === validFrom.getTime();
  return periods.find((period) => period.taxClass === taxClass && meets(period)) ?? null;
}

export function findPeriod(periods: readonly TaxPeriod[], taxClass: TaxClass, validFrom: Date): TaxPeriod | null {
  const found = periods.find(
    (period) => period.taxClass === taxClass && period.validFrom.getTime() === validFrom.getTime(),
  );
  return found ?? null;
}

function isInForce({ validFrom, validUntil }: TaxPeriod, at: Date): boolean {
  return validFrom <= at && (validUntil === null || validUntil > at);
}

function byBeginning(a: TaxPeriod, b: TaxPeriod): number {
  return a.validFrom.getTime() - b.validFrom.getTime();
}
