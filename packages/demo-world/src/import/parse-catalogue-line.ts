import { v5 } from 'uuid';
import { labelOf } from '../catalogue/catalogue.js';
import { STORY_END_MS } from '../clock.js';
import { WAREHOUSES } from '../inventory.js';
import { sellerId } from '../people/sellers.js';
import { CURRENCIES, convertUsdCents } from '../prices.js';
import { slugOf } from '../slug.js';
import type { SeedAttribute, SeedBrand, SeedCategory, SeedProduct, SeedStock, SeedVariant } from '../types.js';
import { categoryOfEntry } from './category-of-entry.js';
import { type CatalogueEntry, readEntry } from './read-entry.js';

/** Made once with a random generator; all ids of imported rows follow from it. Never change it. */
const NAMESPACE = '81febf1f-d05d-4227-98a2-0a97eb2cfafa';
const PIECES_ON_HAND = 50;
const SAFETY_STOCK = 2;
const WEIGHT_UNKNOWN_GRAMS = 500;

const ROOT: SeedCategory = {
  id: importedId('category-root', ''),
  slug: 'imported',
  name: 'Imported',
  description: 'Products from imported catalogues.',
  parentId: null,
  position: 100,
};

/** One product and the rows that must exist before it. */
export interface ImportedProduct {
  readonly product: SeedProduct;
  /** The same id for the same name, whatever its case: insert it where it is missing. */
  readonly brand: SeedBrand;
  /** The import's root and one leaf below it, likewise. */
  readonly categories: readonly SeedCategory[];
  readonly stock: readonly SeedStock[];
}

export interface SkippedLine {
  /** The line number and the reason, fit to be shown. */
  readonly skipped: string;
}

/**
 * Reads a catalogue file line by line. Lines with an id that came before are skipped.
 *
 * @returns a function to be called with each line and its number, from 1
 */
export function catalogueParser(): typeof parseCatalogueLine {
  const lineNumbers = new Map<string, number>();
  return (line, lineNumber) => {
    const parsed = parseCatalogueLine(line, lineNumber);
    if ('skipped' in parsed) return parsed;
    const first = lineNumbers.get(parsed.product.id);
    if (first !== undefined) return { skipped: `line ${lineNumber}: same id as line ${first}` };
    lineNumbers.set(parsed.product.id, lineNumber);
    return parsed;
  };
}

/**
 * One line of JSON with id, title and priceCents (US cents), and, where known, mpn, brand, productType, shortDescription, ean[],
 * dateReleased and attributes {t: texts, n: numbers, b: flags}. Ids follow from the source's id, so a second import meets the
 * same rows. The product belongs to the seller of the demo login. Never throws.
 */
export function parseCatalogueLine(line: string, lineNumber: number): ImportedProduct | SkippedLine {
  const entry = readEntry(line);
  if ('skipped' in entry) return { skipped: `line ${lineNumber}: ${entry.skipped}` };
  const brand = brandOf(entry.brand);
  const categories = categoriesOf(categoryOfEntry(entry));
  const product = productOf(entry, brand.id, categories[1].id);
  return { product, brand, categories, stock: product.variants.flatMap(stockOf) };
}

function importedId(kind: string, name: string): string {
  return v5(`${kind}:${name}`, NAMESPACE);
}

/** Names in scripts without Latin letters have no slug of their own and take one from their id. */
function importedSlug(name: string, id: string): string {
  return slugOf(name) || id;
}

function brandOf(name: string): SeedBrand {
  const id = importedId('brand', name.toLowerCase());
  return { id, slug: importedSlug(name, id), name };
}

function categoriesOf(name: string): [root: SeedCategory, leaf: SeedCategory] {
  const id = importedId('category', name.toLowerCase());
  const slug = `imported-${importedSlug(name, id)}`;
  return [ROOT, { id, slug, name, description: `${name} from imported catalogues.`, parentId: ROOT.id, position: 0 }];
}

function productOf(entry: CatalogueEntry, brandId: string, categoryId: string): SeedProduct {
  const id = importedId('product', entry.id);
  // Without a day of release the product is as old as the demo world's story, which is the same at every import.
  const createdAt = new Date(entry.dateReleased ?? STORY_END_MS);
  return {
    id,
    slug: `${slugOf(entry.title).slice(0, 80)}-${slugOf(entry.id) || id}`,
    name: entry.title,
    description: entry.shortDescription,
    longDescription: entry.shortDescription,
    brandId,
    categoryId,
    sellerId: sellerId(0),
    attributes: attributesOf(entry),
    specifications: {
      ...entry.attributes,
      ...(entry.mpn === null ? {} : { mpn: entry.mpn }),
      ...(entry.ean.length === 0 ? {} : { ean: entry.ean }),
      ...(entry.dateReleased === null ? {} : { date_released: entry.dateReleased }),
    },
    images: [],
    isActive: true,
    options: [],
    variants: [variantOf(entry, id, createdAt)],
    createdAt,
    updatedAt: createdAt,
  };
}

/** The words to search and filter by: identifiers, the type and every text; figures and flags stay in the specifications. */
function attributesOf({ mpn, ean, productType, attributes }: CatalogueEntry): SeedAttribute[] {
  const texts = Object.entries(attributes).filter((pair): pair is [string, string] => typeof pair[1] === 'string');
  const colour = texts.some(([key]) => key === 'colour') ? 'product_colour' : 'colour';
  return [
    ...(mpn === null ? [] : [{ key: 'mpn', label: 'MPN', value: mpn }]),
    ...ean.map((value) => ({ key: 'ean', label: 'EAN', value })),
    ...(productType === null ? [] : [{ key: 'product_type', label: 'Product type', value: productType }]),
    ...texts.map(([key, value]) => {
      const ownKey = key === 'product_colour' ? colour : key;
      return { key: ownKey, label: labelOf(ownKey), value };
    }),
  ];
}

function variantOf(
  { id: sourceId, title, priceCents, attributes }: CatalogueEntry,
  productId: string,
  createdAt: Date,
): SeedVariant {
  const weight = attributes.weight ?? attributes.package_weight;
  return {
    id: importedId('variant', sourceId),
    productId,
    sku: `IMP-${sourceId}`,
    name: title,
    options: [],
    prices: CURRENCIES.map((currency) => ({
      currency,
      minorUnits: convertUsdCents(priceCents, currency),
      compareAtMinorUnits: null,
    })),
    weightGrams: typeof weight === 'number' && weight >= 1 ? Math.round(weight) : WEIGHT_UNKNOWN_GRAMS,
    imageId: null,
    isActive: true,
    position: 0,
    createdAt,
  };
}

/** Catalogue files say nothing of stock, so the first warehouse gets a usual amount. */
function stockOf({ id: variantId }: SeedVariant): SeedStock[] {
  return WAREHOUSES.map(({ id: warehouseId, priority }) => ({
    variantId,
    warehouseId,
    onHand: priority === 1 ? PIECES_ON_HAND : 0,
    safetyStock: SAFETY_STOCK,
  }));
}
