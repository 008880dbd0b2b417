/** No service takes longer, in working days: holidays are looked up so far ahead. */
export const MAX_SHIPPING_DAYS = 45;

/** One way to ship to a destination in one currency, with its price by weight. */
export interface ShippingService {
  readonly optionId: string;
  readonly name: string;
  /** working days from payment to the door */
  readonly minDays: number;
  readonly maxDays: number;
  /** ascending by weight; heavier than the last band is not taken */
  readonly bands: readonly { readonly upToGrams: number; readonly priceMinor: number }[];
  /** it costs nothing from this much of goods on, after discounts; null: it always costs something */
  readonly freeFromMinor: number | null;
}

export interface ShippingDestination {
  /** ISO 3166-1 alpha-2 */
  readonly country: string;
  readonly region: string | null;
}

/** A country, or a part of one that has a zone of its own. */
export interface ShippingPlace {
  /** ISO 3166-1 alpha-2 */
  readonly country: string;
  /** upper-case code and name of a state or province; both empty: the whole country */
  readonly region: string;
  readonly regionName: string;
}

/** The id of the zone that takes every country which is in no zone. */
export const ELSEWHERE = 'world';

/** The region's zone, else the country's, else `ELSEWHERE`. A region is found by code or name. */
export function zoneOf(
  places: readonly (ShippingPlace & { readonly zone: string })[],
  { country, region }: ShippingDestination,
): string {
  const ofCountry = places.filter((place) => place.country === country);
  const wanted = region?.trim().toUpperCase();
  const ofRegion = wanted
    ? ofCountry.find((place) => place.region === wanted || place.regionName.toUpperCase() === wanted)
    : undefined;
  return (ofRegion ?? ofCountry.find((place) => place.region === ''))?.zone ?? ELSEWHERE;
}

/** What is to be shipped. */
export interface Freight {
  readonly weightGrams: number;
  /** of the goods, after discounts */
  readonly valueMinor: number;
}

/** What a service costs for one cart. */
export interface ShippingQuote {
  readonly id: string;
  readonly name: string;
  readonly priceMinor: number;
  readonly minDays: number;
  readonly maxDays: number;
}

/** @returns the services that take this weight, cheapest first; of two at the same price the faster */
export function quoteShipping(services: readonly ShippingService[], freight: Freight): ShippingQuote[] {
  return services
    .flatMap(({ optionId, name, minDays, maxDays, bands, freeFromMinor }) => {
      const band = bands.find(({ upToGrams }) => freight.weightGrams <= upToGrams);
      if (!band) return [];
      const isFree = freeFromMinor !== null && freight.valueMinor >= freeFromMinor;
      return [{ id: optionId, name, priceMinor: isFree ? 0 : band.priceMinor, minDays, maxDays }];
    })
    .sort((a, b) => a.priceMinor - b.priceMinor || a.maxDays - b.maxDays);
}

/** @returns the chosen option while it is offered, else the cheapest; null when none is offered */
export function chooseShipping(quotes: readonly ShippingQuote[], chosenId: string | null): ShippingQuote | null {
  return quotes.find(({ id }) => id === chosenId) ?? quotes[0] ?? null;
}
