import type { SeedSpecificationValue } from '../types.js';

/** One line of a catalogue file, checked and cleaned. */
export interface CatalogueEntry {
  readonly id: string;
  readonly title: string;
  readonly brand: string;
  readonly priceCents: number;
  readonly productType: string | null;
  readonly shortDescription: string;
  /** The maker's part number. */
  readonly mpn: string | null;
  /** Article numbers (EAN, UPC) as the source writes them, without repeats. */
  readonly ean: readonly string[];
  /** YYYY-MM-DD. */
  readonly dateReleased: string | null;
  /** Text, numbers and flags of the source together, under the source's keys. */
  readonly attributes: Readonly<Record<string, SeedSpecificationValue>>;
}

const NO_BRAND = 'Unbranded';
/** Dearer than any product, and safe to multiply. */
const MAX_PRICE_CENTS = 1_000_000_000;

/** Reads one line of JSON; a line that cannot become a product says why. */
export function readEntry(line: string): CatalogueEntry | { readonly skipped: string } {
  const source = parseObject(line);
  if (source === null) return { skipped: 'not a JSON object' };
  const id = textOf(source.id);
  if (id === null) return { skipped: 'no id' };
  const title = textOf(source.title);
  if (title === null) return { skipped: `no title (id ${id})` };
  const { priceCents } = source;
  if (
    typeof priceCents !== 'number' ||
    !Number.isInteger(priceCents) ||
    priceCents < 1 ||
    priceCents > MAX_PRICE_CENTS
  ) {
    return { skipped: `no price (id ${id})` };
  }
  return {
    id,
    title,
    priceCents,
    brand: textOf(source.brand) ?? NO_BRAND,
    productType: textOf(source.productType),
    shortDescription: textOf(source.shortDescription) ?? title,
    mpn: textOf(source.mpn),
    ean: textsOf(source.ean),
    dateReleased: dayOf(source.dateReleased),
    attributes: attributesOf(source.attributes),
  };
}

/** Most texts are clean, and looking is cheaper than replacing. */
const UNCLEAN = /[\p{Cc}\p{Cs}]| {2}|^ | $/u;

type Fields = Readonly<Record<string, unknown>>;

function parseObject(line: string): Fields | null {
  try {
    return fieldsOf(JSON.parse(line));
  } catch {
    return null;
  }
}

function fieldsOf(value: unknown): Fields | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : null;
}

/** Control characters (NUL above all) and lone surrogates, which PostgreSQL text refuses, become spaces. Empty is null. */
function textOf(value: unknown): string | null {
  if (typeof value === 'number') return String(value);
  if (typeof value !== 'string') return null;
  const clean = UNCLEAN.test(value)
    ? value
        .replace(/[\p{Cc}\p{Cs}]/gu, ' ')
        .replace(/ {2,}/g, ' ')
        .trim()
    : value;
  return clean === '' ? null : clean;
}

function textsOf(value: unknown): string[] {
  if (!Array.isArray(value)) return [];
  return [...new Set(value.map(textOf).filter((text) => text !== null))];
}

function dayOf(value: unknown): string | null {
  const day = textOf(value);
  if (day === null || !/^\d{4}-\d{2}-\d{2}$/.test(day) || Number.isNaN(Date.parse(day))) return null;
  return day;
}

/** `{t: texts, n: numbers, b: flags}` → one record; a key that has a text keeps it. */
function attributesOf(value: unknown): Record<string, SeedSpecificationValue> {
  const groups = fieldsOf(value);
  const attributes: Record<string, SeedSpecificationValue> = {};
  for (const group of [groups?.b, groups?.n, groups?.t]) {
    for (const [key, raw] of Object.entries(fieldsOf(group) ?? {})) {
      const cleanKey = textOf(key);
      const cleanValue =
        typeof raw === 'boolean' || (typeof raw === 'number' && Number.isFinite(raw)) ? raw : textOf(raw);
      if (cleanKey !== null && cleanKey !== '__proto__' && cleanValue !== null) attributes[cleanKey] = cleanValue;
    }
  }
  return attributes;
}
