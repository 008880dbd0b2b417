import type { SeedSpecificationValue } from '../../types.js';

/** A product of the demo catalogue as a person writes it down; ids, prices in other currencies and pictures follow from it. */
export interface WrittenProduct {
  /** Key of its product kind. */
  readonly kind: string;
  readonly name: string;
  readonly brand: string;
  readonly description: string;
  readonly longDescription: string;
  readonly usdCents: number;
  /** The former price; the product is reduced. */
  readonly formerUsdCents?: number;
  readonly weightGrams: number;
  /** Every combination of the values is a variant; without options there is one variant. */
  readonly options?: Readonly<Record<string, readonly string[]>>;
  /** Option value → what it adds to the price. */
  readonly surchargeUsdCents?: Readonly<Record<string, number>>;
  /** Key → value; keys as in the facts of the kind. */
  readonly attributes: Readonly<Record<string, string>>;
  readonly specifications: Readonly<Record<string, SeedSpecificationValue>>;
}
