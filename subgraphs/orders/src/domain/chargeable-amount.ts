import { type Currency, minorDigits } from '@souk/subgraph-kit';

/**
 * What Stripe can charge for a total: three-decimal amounts must end in 0, so they are rounded to the nearest ten, half up.
 *
 * @param totalMinor  ≥ 0
 * Source: https://docs.stripe.com/currencies#three-decimal
 */
export function chargeableAmount(totalMinor: number, currency: Currency): number {
  if (minorDigits(currency) !== 3) return totalMinor;
  const beyond = totalMinor % 10;
  return beyond < 5 ? totalMinor - beyond : totalMinor + 10 - beyond;
}
