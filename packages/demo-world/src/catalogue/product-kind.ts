import type { ShapeName } from '../pictures/shapes.js';

/** One sort of thing that Souk sells: where it stands, how it looks and what may be said about it. */
export interface ProductKind {
  readonly key: string;
  /** Slug of its category, a leaf of the tree. */
  readonly category: string;
  readonly shape: ShapeName;
  /** Key of the kind that is often bought with it. */
  readonly goesWith: string;
  /** Names for a generated product of the kind. */
  readonly nouns: readonly string[];
  /** Lowest and highest price of a generated product. */
  readonly usdCents: readonly [number, number];
  readonly weightGrams: readonly [number, number];
  /** Two options; together they give at least eight combinations. */
  readonly options: readonly { readonly name: string; readonly values: readonly string[] }[];
  /** Attribute key → values that occur. */
  readonly facts: Readonly<Record<string, readonly string[]>>;
  /** True of every product of the kind, so that any two make a description. */
  readonly sentences: readonly string[];
}

export const COLOURS_MANY: readonly string[] = ['Black', 'Navy', 'Forest', 'Rust', 'Sand', 'White'];
export const COLOURS_TECH: readonly string[] = ['Graphite', 'Silver', 'Midnight', 'Sage'];
export const SIZES: readonly string[] = ['XS', 'S', 'M', 'L', 'XL'];
