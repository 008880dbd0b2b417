import { type Currency, roundToChargeable, share } from '@souk/subgraph-kit';

export const TAX_CLASSES = ['STANDARD', 'REDUCED', 'ZERO'] as const;
export type TaxClass = (typeof TAX_CLASSES)[number];

export interface TaxRate {
  readonly taxClass: TaxClass;
  /** hundredths of a percent */
  readonly rateBasisPoints: number;
}

/** How a destination is taxed. */
export interface TaxRegime {
  /** true: prices are gross, tax is contained in them and the total is unchanged; false: tax is added */
  readonly pricesIncludeTax: boolean;
  /** at the standard rate */
  readonly isShippingTaxed: boolean;
  /** those in force, at most one per class */
  readonly rates: readonly TaxRate[];
}

export interface TaxZone extends TaxRegime {
  /** ISO 3166-1 alpha-2 */
  readonly country: string;
  /** code and name of a state or province; both empty: any */
  readonly region: string;
  readonly regionName: string;
  /** upper-case, without spaces; empty: any */
  readonly postalPrefix: string;
}

export interface TaxDestination {
  readonly country: string;
  readonly region: string | null;
  readonly postalCode: string;
}

/** Where no destination is known, and where no zone has it. */
export const DEFAULT_REGIME: TaxRegime = {
  pricesIncludeTax: false,
  isShippingTaxed: false,
  rates: [{ taxClass: 'STANDARD', rateBasisPoints: 800 }],
};

/**
 * The zone with the longest postal prefix, then that of the region, then the country's; else the default. A region is found by code or
 * name, as people write either.
 */
export function regimeFor(zones: readonly TaxZone[], destination: TaxDestination | null): TaxRegime {
  if (!destination) return DEFAULT_REGIME;
  const [found] = zones
    .filter((zone) => holds(zone, destination))
    .sort((a, b) => b.postalPrefix.length - a.postalPrefix.length || b.region.length - a.region.length);
  return found ?? DEFAULT_REGIME;
}

function holds({ country, region, regionName, postalPrefix }: TaxZone, destination: TaxDestination): boolean {
  const wanted = destination.region?.trim().toUpperCase() ?? '';
  const postalCode = destination.postalCode.replace(/\s/g, '').toUpperCase();
  const isInRegion = region === '' || region === wanted || (wanted !== '' && regionName.toUpperCase() === wanted);
  return country === destination.country && isInRegion && postalCode.startsWith(postalPrefix);
}

/** A class without a rate of its own has the standard one; what is zero-rated has none. */
export function rateOf({ rates }: TaxRegime, taxClass: TaxClass): number {
  const rateFor = (wanted: TaxClass) => rates.find((rate) => rate.taxClass === wanted)?.rateBasisPoints;
  return rateFor(taxClass) ?? (taxClass === 'ZERO' ? 0 : (rateFor('STANDARD') ?? 0));
}

/** What of an amount is tax. */
export interface TaxPart {
  readonly rateBasisPoints: number;
  /** added to the amount; 0 where prices include tax */
  readonly taxMinor: number;
  /** contained in the amount; 0 where tax is added */
  readonly includedTaxMinor: number;
}

/** Rounded half up; what is added is an amount that a card can be charged. */
export function taxOn(
  amountMinor: number,
  {
    rateBasisPoints,
    pricesIncludeTax,
    currency,
  }: { rateBasisPoints: number; pricesIncludeTax: boolean; currency: Currency },
): TaxPart {
  if (pricesIncludeTax)
    return { rateBasisPoints, taxMinor: 0, includedTaxMinor: containedIn(amountMinor, rateBasisPoints) };
  const taxMinor = roundToChargeable(share(amountMinor, rateBasisPoints), currency);
  return { rateBasisPoints, taxMinor, includedTaxMinor: 0 };
}

/** amount × rate ÷ (1 + rate), half up. */
function containedIn(amountMinor: number, rateBasisPoints: number): number {
  const [amount, rate] = [BigInt(amountMinor), BigInt(rateBasisPoints)];
  const whole = 10_000n + rate;
  return Number((2n * amount * rate + whole) / (2n * whole));
}
