import { idOf } from '../ids.js';
import { combinationAt, type ProductDraft } from './catalogue.js';

/** What an order line needs to know of a variant. */
export interface Offer {
  readonly productId: string;
  readonly variantId: string;
  readonly sku: string;
  /** The product's name and the chosen options. */
  readonly name: string;
  readonly usdCents: number;
  readonly formerUsdCents: number | null;
}

export function productIdOf(draft: ProductDraft): string {
  return idOf('product', draft.createdMs, draft.index);
}

export function variantIdOf(draft: ProductDraft, position: number): string {
  return idOf('variant', draft.createdMs + position, draft.index, position);
}

/** @param position  of the variant, from 0 */
export function offerOf(draft: ProductDraft, position: number): Offer {
  const values = combinationAt(draft.options, position);
  const surcharge = values.reduce((sum, value) => sum + (draft.surchargeUsdCents[value] ?? 0), 0);
  return {
    productId: productIdOf(draft),
    variantId: variantIdOf(draft, position),
    sku: skuOf(draft, position),
    name: values.length === 0 ? draft.name : `${draft.name} (${values.join(', ')})`,
    usdCents: draft.usdCents + surcharge,
    formerUsdCents: draft.formerUsdCents === null ? null : draft.formerUsdCents + surcharge,
  };
}

/** Kind, product and variant: `LAM-00042-03`. */
function skuOf(draft: ProductDraft, position: number): string {
  const prefix = draft.kind.key.replaceAll('-', '').slice(0, 3).toUpperCase();
  return `${prefix}-${String(draft.index + 1).padStart(5, '0')}-${String(position + 1).padStart(2, '0')}`;
}
