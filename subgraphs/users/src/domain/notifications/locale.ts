import { type Currency, formatAmount } from '@souk/subgraph-kit';

/** Languages that people are written in, as BCP 47 tags, with the direction their script runs in. */
export const LOCALES = { en: 'ltr', de: 'ltr', ja: 'ltr', ar: 'rtl' } as const;
export type Locale = keyof typeof LOCALES;

export interface Amount {
  readonly minorUnits: number;
  readonly currency: Currency;
}

export function isLocale(tag: string): tag is Locale {
  return Object.hasOwn(LOCALES, tag);
}

/** `localeOf('de-AT')` → "de"; null for a language that nothing is written in. RFC 4647 §3.4. */
export function localeOf(tag: string): Locale | null {
  const [language = ''] = tag.trim().toLowerCase().split(/[-_]/, 1);
  return isLocale(language) ? language : null;
}

/** As people of this language write it: `$26.59`, `26,59 $`. Exact for every amount: Intl gets the decimal text, not a number. */
export function formatMoney({ minorUnits, currency }: Amount, locale: Locale): string {
  const text = formatAmount(minorUnits, currency);
  if (!isDecimal(text)) throw new Error(`Not a decimal: ${text}`);
  return new Intl.NumberFormat(locale, { style: 'currency', currency }).format(text);
}

function isDecimal(text: string): text is `${number}` {
  return /^-?\d+(\.\d+)?$/.test(text);
}
