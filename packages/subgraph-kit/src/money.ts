/** Digits after the point, ISO 4217. These are the currencies we price in. */
const DIGITS = { USD: 2, EUR: 2, JPY: 0, KWD: 3 } as const;

/** Card networks want the last digit of a three-digit currency to be 0: https://docs.stripe.com/currencies#three-decimal */
const CHARGE_STEPS = { USD: 1, EUR: 1, JPY: 1, KWD: 10 } as const;

export type Currency = keyof typeof DIGITS;
export const CURRENCIES = Object.keys(DIGITS) as readonly Currency[];

export function isCurrency(code: string): code is Currency {
  return Object.hasOwn(DIGITS, code);
}

export function minorDigits(currency: Currency): number {
  return DIGITS[currency];
}

/** Whether a card can be charged exactly this: every price and every part of a total must be such an amount. */
export function isChargeable(minorUnits: number, currency: Currency): boolean {
  return minorUnits % CHARGE_STEPS[currency] === 0;
}

/** The chargeable amount next to this one, half up, away from zero. */
export function roundToChargeable(minorUnits: number, currency: Currency): number {
  const step = CHARGE_STEPS[currency];
  return Math.sign(minorUnits) * Math.floor(Math.abs(minorUnits) / step + 0.5) * step;
}

/** `formatAmount(1999, 'USD')` → "19.99"; `formatAmount(-5, 'KWD')` → "-0.005". Integer arithmetic only. */
export function formatAmount(minorUnits: number, currency: Currency): string {
  const digits = DIGITS[currency];
  const sign = minorUnits < 0 ? '-' : '';
  const text = Math.abs(minorUnits)
    .toString()
    .padStart(digits + 1, '0');
  if (digits === 0) return sign + text;
  return `${sign}${text.slice(0, -digits)}.${text.slice(-digits)}`;
}

/**
 * Spreads an amount over weights so that the parts are integers and their sum is exactly the amount (largest remainder, ties to
 * the earlier part).
 *
 * @param amountMinor  minor units, any sign
 * @param weights      integers ≥ 0; all zero gives equal weights
 * @returns            one part per weight, same order
 */
export function allocate(amountMinor: number, weights: readonly number[]): number[] {
  if (weights.length === 0) return [];
  const sign = amountMinor < 0 ? -1 : 1;
  const amount = BigInt(Math.abs(amountMinor));
  const shares = weights.some((weight) => weight > 0) ? weights.map(BigInt) : weights.map(() => 1n);
  const total = shares.reduce((sum, share) => sum + share, 0n);
  const parts = shares.map((share) => (amount * share) / total);
  const left = Number(amount - parts.reduce((sum, part) => sum + part, 0n));
  const byRemainder = shares
    .map((share, index) => ({ index, remainder: (amount * share) % total }))
    .sort((a, b) => (a.remainder === b.remainder ? a.index - b.index : a.remainder > b.remainder ? -1 : 1));
  for (const { index } of byRemainder.slice(0, left)) parts[index] = (parts[index] ?? 0n) + 1n;
  return parts.map((part) => sign * Number(part));
}

/** `allocate` in amounts that a card can be charged. @param amountMinor  chargeable itself */
export function allocateChargeable(amountMinor: number, weights: readonly number[], currency: Currency): number[] {
  const step = CHARGE_STEPS[currency];
  return allocate(amountMinor / step, weights).map((part) => part * step);
}

/**
 * `share(999, 1000)` → 10 % of 999 = 100 (half up). Rates are in basis points so that no fraction is ever stored.
 *
 * @param rateBasisPoints  0–10 000, hundredths of a percent
 */
export function share(amountMinor: number, rateBasisPoints: number): number {
  const scaled = BigInt(amountMinor) * BigInt(rateBasisPoints);
  const half = scaled < 0n ? -5_000n : 5_000n;
  return Number((scaled + half) / 10_000n);
}
