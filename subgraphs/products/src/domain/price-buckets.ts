import { type Currency, formatAmount } from '@souk/subgraph-kit';

/** Lower ends of the price buckets after the first, minor units: round amounts that are about worth the same everywhere. */
const EDGES: Readonly<Record<Currency, readonly number[]>> = {
  USD: [10_00, 25_00, 50_00, 100_00, 250_00, 500_00, 1_000_00, 2_500_00],
  EUR: [10_00, 25_00, 50_00, 100_00, 250_00, 500_00, 1_000_00, 2_500_00],
  JPY: [1_000, 2_500, 5_000, 10_000, 25_000, 50_000, 100_000, 250_000],
  KWD: [3_000, 7_500, 15_000, 30_000, 75_000, 150_000, 300_000, 750_000],
};

export function bucketEdges(currency: Currency): readonly number[] {
  return EDGES[currency];
}

export interface PriceBucket {
  readonly label: string;
  /** minor units, inclusive; null at the open ends */
  readonly priceMin: number | null;
  readonly priceMax: number | null;
}

/** @param index  0 for what is below the first edge, as PostgreSQL's `width_bucket` counts */
export function priceBucket(index: number, currency: Currency): PriceBucket {
  const priceMin = EDGES[currency][index - 1] ?? null;
  const next = EDGES[currency][index];
  const priceMax = next === undefined ? null : next - 1;
  const text = (minorUnits: number) => formatAmount(minorUnits, currency);
  if (priceMin === null && priceMax !== null)
    return { label: `Up to ${text(priceMax)} ${currency}`, priceMin, priceMax };
  if (priceMin !== null && priceMax === null)
    return { label: `${text(priceMin)} ${currency} and more`, priceMin, priceMax };
  return { label: `${text(priceMin ?? 0)}–${text(priceMax ?? 0)} ${currency}`, priceMin, priceMax };
}
