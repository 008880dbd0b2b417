/** One way to ship to a destination in one currency, with its price by weight. */
export interface ShippingService {
  readonly optionId: string;
  readonly name: string;
  /** working days from payment to the door */
  readonly minDays: number;
  readonly maxDays: number;
  /** ascending by weight; heavier than the last band is not taken */
  readonly bands: readonly { readonly upToGrams: number; readonly priceMinor: number }[];
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
export function quoteShipping(services: readonly ShippingService[], weightGrams: number): ShippingQuote[] {
  return services
    .flatMap(({ optionId, name, minDays, maxDays, bands }) => {
      const band = bands.find(({ upToGrams }) => weightGrams <= upToGrams);
      return band ? [{ id: optionId, name, priceMinor: band.priceMinor, minDays, maxDays }] : [];
    })
    .sort((a, b) => a.priceMinor - b.priceMinor || a.maxDays - b.maxDays);
}

/** @returns the chosen option while it is offered, else the cheapest; null when none is offered */
export function chooseShipping(quotes: readonly ShippingQuote[], chosenId: string | null): ShippingQuote | null {
  return quotes.find(({ id }) => id === chosenId) ?? quotes[0] ?? null;
}
