import type { Currency } from '@souk/subgraph-kit';

export interface Product {
  readonly id: string;
  readonly slug: string;
  readonly name: string;
  readonly description: string;
  readonly longDescription: string | null;
  readonly brandId: string | null;
  readonly categoryId: string | null;
  readonly sellerId: string;
  readonly attributes: readonly ProductAttribute[];
  readonly specifications: Readonly<Record<string, unknown>>;
  readonly reviewCount: number;
  /** sum of all ratings; the average is computed from it */
  readonly ratingSum: number;
  readonly isActive: boolean;
  /** 1 at creation, one more with each change that others must hear of */
  readonly version: number;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

export interface ProductAttribute {
  /** stable name for filters, snake_case */
  readonly key: string;
  readonly label: string;
  readonly value: string;
}

/** Which of a country's rates a sale is taxed at; the rates themselves are the carts'. */
export const TAX_CLASSES = ['STANDARD', 'REDUCED', 'ZERO'] as const;
export type TaxClass = (typeof TAX_CLASSES)[number];

export interface Variant {
  readonly id: string;
  readonly productId: string;
  readonly sku: string;
  readonly name: string;
  readonly options: readonly VariantOption[];
  readonly weightGrams: number;
  readonly taxClass: TaxClass;
  readonly imageId: string | null;
  readonly isActive: boolean;
  readonly position: number;
  readonly version: number;
}

export interface VariantOption {
  readonly name: string;
  readonly value: string;
}

export interface Price {
  readonly variantId: string;
  readonly currency: Currency;
  readonly minorUnits: number;
  /** the former price, above `minorUnits`; null when it is not reduced */
  readonly compareAtMinorUnits: number | null;
}

export interface PriceRange {
  readonly currency: Currency;
  readonly minMinorUnits: number;
  readonly maxMinorUnits: number;
}

export interface ProductImage {
  readonly id: string;
  readonly productId: string;
  readonly alt: string;
  /** pixels */
  readonly width: number;
  readonly height: number;
}

export interface Brand {
  readonly id: string;
  readonly slug: string;
  readonly name: string;
}

/** Average rating to two digits; null without reviews. */
export function averageRating(product: Pick<Product, 'ratingSum' | 'reviewCount'>): number | null {
  if (product.reviewCount === 0) return null;
  return Math.round((100 * product.ratingSum) / product.reviewCount) / 100;
}

/** What a line of an order calls the variant: a variant without options is named like its product. */
export function lineName(productName: string, variantName: string): string {
  return variantName === productName ? productName : `${productName}, ${variantName}`;
}

/** What the variants differ in, in the order in which names and values first come. */
export function optionsOf(variants: readonly Pick<Variant, 'options'>[]): { name: string; values: string[] }[] {
  const valuesByName = new Map<string, Set<string>>();
  for (const { name, value } of variants.flatMap((variant) => variant.options)) {
    valuesByName.set(name, (valuesByName.get(name) ?? new Set()).add(value));
  }
  return [...valuesByName].map(([name, values]) => ({ name, values: [...values] }));
}
