import { invalidRequest } from '../errors.js';

/** In minor units. Source: https://docs.stripe.com/currencies#minimum-and-maximum-charge-amounts */
const MINIMUM: Readonly<Record<string, number>> = { usd: 50, eur: 50, gbp: 30, jpy: 50, chf: 50, cad: 50, aud: 50 };
const MAXIMUM = 99_999_999;

/**
 * Refuses what Stripe would not charge.
 *
 * @param amount      in minor units, ≥ 0
 * @param currency    lower case, three letters
 * @throws StripeApiError    too small, too large, or a three-decimal amount that does not end in 0
 * Source: https://docs.stripe.com/currencies#three-decimal
 */
export function assertChargeable(amount: number, currency: string): void {
  const minimum = MINIMUM[currency] ?? 1;
  if (amount < minimum) {
    throw invalidRequest(`Amount must be at least ${formatAmount(minimum, currency)} ${currency}`, {
      code: 'amount_too_small',
      param: 'amount',
    });
  }
  if (amount > MAXIMUM) {
    throw invalidRequest(`Amount must be no more than ${formatAmount(MAXIMUM, currency)} ${currency}`, {
      code: 'amount_too_large',
      param: 'amount',
    });
  }
  assertLastDigit(amount, currency);
}

/** Three-decimal amounts end in 0, at refunds and captures as well. */
export function assertLastDigit(amount: number, currency: string, param = 'amount'): void {
  if (digitsOf(currency) === 3 && amount % 10 !== 0) {
    throw invalidRequest(
      `Invalid ${param}: the last digit of a three-decimal amount must be 0, round ${amount} ${currency} to the nearest ten`,
      { param },
    );
  }
}

export function formatAmount(amount: number, currency: string): string {
  return new Intl.NumberFormat('en-US', { style: 'currency', currency }).format(amount / 10 ** digitsOf(currency));
}

const digitsByCurrency = new Map<string, number>();

/** Remembered: a number format is dear to make, and each payment asks. */
function digitsOf(currency: string): number {
  const known = digitsByCurrency.get(currency);
  if (known !== undefined) return known;
  const format = new Intl.NumberFormat('en-US', { style: 'currency', currency });
  const digits = format.resolvedOptions().maximumFractionDigits ?? 2;
  digitsByCurrency.set(currency, digits);
  return digits;
}
