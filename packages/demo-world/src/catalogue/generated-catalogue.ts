import { itemAround, itemAt, Random } from '../random.js';
import type { ScalePlan } from '../scale.js';
import { slugOf } from '../slug.js';
import { TASTES } from '../tastes.js';
import { generatedBrandNames } from './brand-names.js';
import { type Catalogue, type ProductDraft, type ProductOption, productCreatedMs, sellerOf } from './catalogue.js';
import { colourOf, generatedName, generatedTexts } from './generated-texts.js';
import { KINDS_BY_TASTE } from './kinds/index.js';
import type { ProductKind } from './product-kind.js';

const DRAFT_STREAM = 202;
/** One product of each block of fifty (2 %) comes in over a hundred variants. */
const BLOCK = 50;
const FASHION = TASTES.indexOf('fashion');
const KINDS_PER_TASTE = 6;

/** Variants of the other 49, keyed by the sum with the big one's 120. */
const SMALL_VARIANT_COUNTS: Readonly<Record<number, readonly number[]>> = {
  300: [repeat(6, 16), repeat(4, 8), repeat(3, 8), repeat(2, 11), repeat(1, 6)].flat(),
  250: [repeat(6, 6), repeat(4, 8), repeat(3, 10), repeat(2, 7), repeat(1, 18)].flat(),
};
const BIG_VARIANT_COUNT = 120;

/** Options whose values are steps of one ladder, each dearer than the last by this share of the price. */
const DEARER_PER_STEP: Readonly<Record<string, number>> = {
  Storage: 0.12,
  Memory: 0.16,
  Set: 0.45,
  Capacity: 0.2,
  Volume: 0.15,
  Format: 0.3,
  Kit: 0.35,
  Pieces: 0.2,
  Edition: 0.3,
};

/** A catalogue of any size in constant memory: whatever is asked about product `i` is worked out from `i`. */
export function generatedCatalogue(plan: ScalePlan): Catalogue {
  const brandNames = generatedBrandNames(plan.brands);
  const smallCounts = SMALL_VARIANT_COUNTS[plan.variantsPerFifty];
  if (smallCounts === undefined)
    throw new RangeError(`No pattern for ${plan.variantsPerFifty} variants per fifty products`);
  const productCount = plan.generatedProducts;

  return {
    productCount,
    variantCount: (productCount / BLOCK) * plan.variantsPerFifty,
    brandNames,
    draftAt: (index) => draftOf({ index, brandNames, sellers: plan.sellers, smallCounts }),
    companionOf: (index) => companionOf(index, productCount),
  };
}

interface DraftRequest {
  readonly index: number;
  readonly brandNames: readonly string[];
  readonly sellers: number;
  readonly smallCounts: readonly number[];
}

function draftOf({ index, brandNames, sellers, smallCounts }: DraftRequest): ProductDraft {
  const random = new Random(DRAFT_STREAM, index);
  const kind = kindAt(index);
  const line = productLineOf(index);
  const brandIndex = (line * TASTES.length + (index % TASTES.length)) % brandNames.length;
  const name = generatedName({ kind, random, line, brandName: itemAt(brandNames, brandIndex) });
  const fromBig = (index - bigIndexOf(index) + BLOCK) % BLOCK;
  const variantCount = fromBig === 0 ? BIG_VARIANT_COUNT : itemAt(smallCounts, fromBig - 1);
  const options = optionsOf(kind, variantCount, random);
  const usdCents = priceOf(kind, random);
  const colour = options.some((option) => option.name === 'Colour') ? null : colourOf(kind, random);
  return {
    index,
    kind,
    name,
    get slug() {
      return `${slugOf(name)}-${index + 1}`;
    },
    brandIndex,
    sellerIndex: sellerOf(index, sellers),
    options,
    variantCount,
    usdCents,
    formerUsdCents: random.chance(0.12) ? Math.round(usdCents * 1.2) : null,
    surchargeUsdCents: surchargesOf(options, usdCents),
    weightGrams: random.between(...kind.weightGrams),
    isActive: !random.chance(0.01),
    createdMs: productCreatedMs(index),
    texts: () => generatedTexts({ index, kind, name, colour }),
  };
}

/** The product of each block that has the most variants: its first in fashion, where sizes, colours and fits multiply. */
function bigIndexOf(index: number): number {
  const start = index - (index % BLOCK);
  const tastes = TASTES.length;
  return start + ((((FASHION - start) % tastes) + tastes) % tastes);
}

function kindAt(index: number): ProductKind {
  const kinds = itemAround(KINDS_BY_TASTE, index);
  if (index !== bigIndexOf(index)) return itemAround(kinds, Math.floor(index / TASTES.length));
  const roomy = kinds.filter((kind) => combinations(kind) >= BIG_VARIANT_COUNT);
  return itemAround(roomy, Math.floor(index / BLOCK));
}

function combinations(kind: ProductKind): number {
  return kind.options.reduce((count, option) => count * option.values.length, 1);
}

/** Products of one line are six neighbours in each department, one of each kind: a phone and its case share a line. */
function productLineOf(index: number): number {
  return Math.floor(index / TASTES.length / KINDS_PER_TASTE);
}

function companionOf(index: number, productCount: number): number | null {
  const wanted = kindAt(index).goesWith;
  const tasteIndex = KINDS_BY_TASTE.findIndex((kinds) => kinds.some((kind) => kind.key === wanted));
  const place = itemAt(KINDS_BY_TASTE, tasteIndex).findIndex((kind) => kind.key === wanted);
  const companion = (productLineOf(index) * KINDS_PER_TASTE + place) * TASTES.length + tasteIndex;
  return companion < productCount && kindAt(companion).key === wanted ? companion : null;
}

/** All options for the biggest count; else the first two, cut to a full grid; an option with one value left is dropped. */
function optionsOf(kind: ProductKind, variantCount: number, random: Random): ProductOption[] {
  if (variantCount === BIG_VARIANT_COUNT) return [...kind.options];
  const [first, second] = [itemAt(kind.options, 0), itemAt(kind.options, 1)];
  const seconds = largestDivisor(variantCount, second.values.length);
  const cut = [cutTo(first, variantCount / seconds, random), cutTo(second, seconds, random)];
  return cut.filter((option) => option.values.length > 1);
}

function largestDivisor(count: number, limit: number): number {
  let divisor = Math.min(count, limit);
  while (count % divisor !== 0) divisor -= 1;
  return divisor;
}

/** Neighbouring values; colours may begin anywhere, ladders keep their order. */
function cutTo(option: ProductOption, count: number, random: Random): ProductOption {
  const size = option.values.length;
  const start = random.between(0, option.name === 'Colour' ? size - 1 : size - count);
  return {
    name: option.name,
    values: Array.from({ length: count }, (_, step) => itemAround(option.values, start + step)),
  };
}

/** Cheap things are more common than dear ones; prices end in 00 or 99. */
function priceOf(kind: ProductKind, random: Random): number {
  const [low, high] = kind.usdCents;
  const raw = low * (high / low) ** (random.fraction() ** 1.3);
  const dollars = Math.max(1, Math.round(raw / 100));
  return random.chance(0.6) ? dollars * 100 - 1 : dollars * 100;
}

function surchargesOf(options: readonly ProductOption[], usdCents: number): Record<string, number> {
  const surcharges: Record<string, number> = {};
  for (const { name, values } of options) {
    const share = DEARER_PER_STEP[name];
    if (share === undefined) continue;
    for (const [step, value] of values.entries()) surcharges[value] = Math.round((usdCents * share * step) / 100) * 100;
  }
  return surcharges;
}

function repeat(value: number, times: number): number[] {
  return Array.from({ length: times }, () => value);
}
