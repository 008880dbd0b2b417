import { DAY_MS, STORY_END_MS } from '../clock.js';
import { Random } from '../random.js';
import type { SeedAttribute, SeedSpecificationValue } from '../types.js';
import type { ProductKind } from './product-kind.js';

export interface ProductOption {
  readonly name: string;
  /** Two or more. */
  readonly values: readonly string[];
}

export interface ProductTexts {
  readonly description: string;
  readonly longDescription: string;
  readonly attributes: readonly SeedAttribute[];
  readonly specifications: Readonly<Record<string, SeedSpecificationValue>>;
}

/** What is decided about a product before its rows are made; cheap, so that orders can look at any product. */
export interface ProductDraft {
  readonly index: number;
  readonly kind: ProductKind;
  readonly name: string;
  readonly slug: string;
  readonly brandIndex: number;
  readonly sellerIndex: number;
  readonly options: readonly ProductOption[];
  /** All combinations of the options. */
  readonly variantCount: number;
  readonly usdCents: number;
  readonly formerUsdCents: number | null;
  /** Option value → what it adds to the price. */
  readonly surchargeUsdCents: Readonly<Record<string, number>>;
  readonly weightGrams: number;
  readonly isActive: boolean;
  /** Story time. */
  readonly createdMs: number;
  texts(): ProductTexts;
}

/** Products by index, in any order; product `i` belongs to the department of taste `i % 6`. */
export interface Catalogue {
  readonly productCount: number;
  readonly variantCount: number;
  readonly brandNames: readonly string[];
  draftAt(index: number): ProductDraft;
  /** The product that is often bought with this one; null when it has none. */
  companionOf(index: number): number | null;
}

const CREATION_STREAM = 201;

/** Story time. One product in twelve arrived within the last 90 days, the others before the first order. */
export function productCreatedMs(index: number): number {
  const random = new Random(CREATION_STREAM, index);
  const ageDays = random.chance(1 / 12) ? 5 + random.fraction() * 85 : 400 + random.fraction() * 500;
  return STORY_END_MS - Math.floor(ageDays * DAY_MS);
}

/** The first seller owns every third product of each department, the others share the rest. */
export function sellerOf(productIndex: number, sellers: number): number {
  if (Math.floor(productIndex / 6) % 3 === 0) return 0;
  return 1 + (productIndex % (sellers - 1));
}

/** The value of each option at a variant's position; the last option changes fastest. */
export function combinationAt(options: readonly ProductOption[], position: number): string[] {
  const values: string[] = [];
  let rest = position;
  for (const option of options.toReversed()) {
    const value = option.values[rest % option.values.length];
    if (value !== undefined) values.unshift(value);
    rest = Math.floor(rest / option.values.length);
  }
  return values;
}

/** `battery_life` → `Battery life`. */
export function labelOf(key: string): string {
  const words = key.replaceAll('_', ' ').trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
}
