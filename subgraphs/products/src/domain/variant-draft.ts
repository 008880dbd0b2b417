import {
  type Currency,
  InvalidInputError,
  isChargeable,
  isCurrency,
  requireInteger,
  requireText,
} from '@souk/subgraph-kit';
import { BASE_CURRENCY } from './price-in-currency.js';
import type { Price, TaxClass, VariantOption } from './product.js';

export type PriceDraft = Omit<Price, 'variantId'>;

export interface VariantDraft {
  readonly sku: string;
  /** null: named after its options, or like its product when it has none */
  readonly name: string | null;
  readonly options: readonly VariantOption[];
  readonly weightGrams: number;
  readonly taxClass: TaxClass;
  /** one per currency at most, one in the base currency at least */
  readonly prices: readonly PriceDraft[];
}

export interface PriceAsked {
  readonly currency: string;
  readonly minorUnits: number;
  readonly compareAtMinorUnits?: number | null;
}

export interface VariantAsked {
  readonly sku: string;
  readonly name?: string | null;
  readonly options?: readonly VariantOption[] | null;
  readonly weightGrams: number;
  readonly taxClass: TaxClass;
  readonly prices: readonly PriceAsked[];
}

export interface VariantChangesAsked {
  readonly sku?: string | null;
  readonly name?: string | null;
  readonly options?: readonly VariantOption[] | null;
  readonly weightGrams?: number | null;
  readonly taxClass?: TaxClass | null;
}

const MAX_VARIANTS = 100;
const MAX_MINOR_UNITS = 1_000_000_000_000;
const MAX_WEIGHT_GRAMS = 10_000_000;
const MAX_OPTIONS = 6;

/** @throws InvalidInputError  naming the first part that can't be */
export function requireVariant(asked: VariantAsked, path: readonly string[]): VariantDraft {
  return {
    sku: requireSku(asked.sku, [...path, 'sku']),
    name: asked.name == null ? null : requireText(asked.name, [...path, 'name'], { max: 200 }),
    options: requireOptions(asked.options ?? [], [...path, 'options']),
    weightGrams: requireWeight(asked.weightGrams, [...path, 'weightGrams']),
    taxClass: asked.taxClass,
    prices: requirePrices(asked.prices, [...path, 'prices']),
  };
}

/** Several variants of one product. @throws InvalidInputError  unless there are 1–100 and all can be */
export function requireVariants(asked: readonly VariantAsked[], path: readonly string[]): VariantDraft[] {
  if (asked.length < 1 || asked.length > MAX_VARIANTS) {
    throw new InvalidInputError(`A product has 1–${MAX_VARIANTS} variants, got ${asked.length}`, path);
  }
  return asked.map((each, index) => requireVariant(each, [...path, String(index)]));
}

/** Of what is given only. @throws InvalidInputError */
export function requireVariantChanges(
  asked: VariantChangesAsked,
): Partial<Omit<VariantDraft, 'name' | 'prices'>> & { name?: string } {
  const { sku, name, options, weightGrams, taxClass } = asked;
  return {
    ...(sku != null && { sku: requireSku(sku, ['input', 'sku']) }),
    ...(name != null && { name: requireText(name, ['input', 'name'], { max: 200 }) }),
    ...(options != null && { options: requireOptions(options, ['input', 'options']) }),
    ...(weightGrams != null && { weightGrams: requireWeight(weightGrams, ['input', 'weightGrams']) }),
    ...(taxClass != null && { taxClass }),
  };
}

function requireSku(sku: string, path: readonly string[]): string {
  return requireText(sku, path, { max: 80 });
}

function requireWeight(weightGrams: number, path: readonly string[]): number {
  return requireInteger(weightGrams, path, { min: 0, max: MAX_WEIGHT_GRAMS });
}

function requireOptions(options: readonly VariantOption[], path: readonly string[]): VariantOption[] {
  if (options.length > MAX_OPTIONS) throw new InvalidInputError(`A variant has at most ${MAX_OPTIONS} options`, path);
  const named = options.map(({ name, value }) => ({
    name: requireText(name, path, { max: 60 }),
    value: requireText(value, path, { max: 120 }),
  }));
  if (new Set(named.map(({ name }) => name)).size < named.length) {
    throw new InvalidInputError('Each option may be given once', path);
  }
  return named;
}

export function requirePrice(asked: PriceAsked, path: readonly string[]): PriceDraft {
  const { currency, minorUnits, compareAtMinorUnits = null } = asked;
  if (!isCurrency(currency)) throw new InvalidInputError('Not a currency we price in', [...path, 'currency']);
  const max = MAX_MINOR_UNITS;
  if (!isChargeable(minorUnits, currency)) {
    // docs/decisions/0002-money-is-integers.md
    throw new InvalidInputError(`A price in ${currency} must end in 0, got ${minorUnits}`, [...path, 'minorUnits']);
  }
  return {
    currency,
    minorUnits: requireInteger(minorUnits, [...path, 'minorUnits'], { min: 1, max }),
    compareAtMinorUnits:
      compareAtMinorUnits === null
        ? null
        : requireInteger(compareAtMinorUnits, [...path, 'compareAtMinorUnits'], { min: minorUnits + 1, max }),
  };
}

function requirePrices(asked: readonly PriceAsked[], path: readonly string[]): PriceDraft[] {
  const currencies = new Set<Currency>();
  const prices = asked.map((each) => requirePrice(each, path));
  for (const { currency } of prices) currencies.add(currency);
  if (currencies.size < prices.length) throw new InvalidInputError('One price a currency', path);
  if (!currencies.has(BASE_CURRENCY)) throw new InvalidInputError(`A price in ${BASE_CURRENCY} is needed`, path);
  return prices;
}

/** `Black / 42`; like the product when there is nothing to choose. */
export function variantName(draft: Pick<VariantDraft, 'name' | 'options'>, productName: string): string {
  return draft.name ?? (draft.options.map(({ value }) => value).join(' / ') || productName);
}

/** The same for the same options in any order. */
export function optionsKey(options: readonly VariantOption[]): string {
  return JSON.stringify(options.map(({ name, value }) => [name, value]).sort());
}
