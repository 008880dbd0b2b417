import { itemAround, itemAt } from '../random.js';
import { slugOf } from '../slug.js';
import { type Catalogue, labelOf, type ProductDraft, productCreatedMs, sellerOf } from './catalogue.js';
import { kindOf } from './kinds/index.js';
import { WRITTEN_BY_TASTE } from './written/index.js';
import type { WrittenProduct } from './written/written-product.js';

/** The demo catalogue: every product written by hand, the departments dealt in turn. */
export function writtenCatalogue(sellers: number): Catalogue {
  const written = dealt(WRITTEN_BY_TASTE);
  const brandNames = [...new Set(written.map((product) => product.brand))];
  const drafts = written.map((product, index) => draftOf(product, index, brandNames.indexOf(product.brand), sellers));
  return {
    productCount: drafts.length,
    variantCount: drafts.reduce((sum, draft) => sum + draft.variantCount, 0),
    brandNames,
    draftAt: (index) => itemAt(drafts, index),
    companionOf: (index) => companionAmong(drafts, itemAt(drafts, index)),
  };
}

/** The first of each department, then the second of each, and so on. */
function dealt(departments: readonly (readonly WrittenProduct[])[]): WrittenProduct[] {
  const rounds = Math.max(...departments.map((products) => products.length));
  return Array.from({ length: rounds }, (_, round) => departments.map((products) => itemAt(products, round))).flat();
}

function draftOf(product: WrittenProduct, index: number, brandIndex: number, sellers: number): ProductDraft {
  const options = Object.entries(product.options ?? {}).map(([name, values]) => ({ name, values }));
  return {
    index,
    kind: kindOf(product.kind),
    name: product.name,
    slug: slugOf(product.name),
    brandIndex,
    sellerIndex: sellerOf(index, sellers),
    options,
    variantCount: options.reduce((count, option) => count * option.values.length, 1),
    usdCents: product.usdCents,
    formerUsdCents: product.formerUsdCents ?? null,
    surchargeUsdCents: product.surchargeUsdCents ?? {},
    weightGrams: product.weightGrams,
    isActive: true,
    createdMs: productCreatedMs(index),
    texts: () => ({
      description: product.description,
      longDescription: product.longDescription,
      attributes: Object.entries(product.attributes).map(([key, value]) => ({ key, label: labelOf(key), value })),
      specifications: product.specifications,
    }),
  };
}

/** The n-th product of a kind goes with the n-th product of the other kind, counted round. */
function companionAmong(drafts: readonly ProductDraft[], draft: ProductDraft): number | null {
  const siblings = drafts.filter(({ kind }) => kind === draft.kind);
  const companions = drafts.filter(({ kind }) => kind.key === draft.kind.goesWith);
  if (companions.length === 0) return null;
  return itemAround(companions, siblings.indexOf(draft)).index;
}
