export interface TaxRate {
  /** ISO 3166-1 alpha-2 */
  readonly country: string;
  /** code and name of a state or province; both empty for the country as a whole */
  readonly region: string;
  readonly regionName: string;
  /** hundredths of a percent */
  readonly rateBasisPoints: number;
}

/** Where no destination is known, and where the table has no rate for it. */
export const DEFAULT_TAX_BASIS_POINTS = 800;

/** The region's rate, else the country's, else the default. A region is found by code or name, as people write either. */
export function taxRateFor(
  rates: readonly TaxRate[],
  destination: { readonly country: string; readonly region: string | null } | null,
): number {
  const ofCountry = rates.filter(({ country }) => country === destination?.country);
  const wanted = destination?.region?.trim().toUpperCase();
  const ofRegion = wanted
    ? ofCountry.find(({ region, regionName }) => region === wanted || regionName.toUpperCase() === wanted)
    : undefined;
  const found = ofRegion ?? ofCountry.find(({ region }) => region === '');
  return found?.rateBasisPoints ?? DEFAULT_TAX_BASIS_POINTS;
}
