import type { Clock } from '../clock.js';
import { STORY_END_MS } from '../clock.js';
import { idOf } from '../ids.js';
import { sellerId } from '../people/sellers.js';
import { drawProduct, PICTURE_SIZE } from '../pictures/draw-product.js';
import { paintOf } from '../pictures/paint.js';
import { shelfPrices } from '../prices.js';
import { itemAt, Random } from '../random.js';
import type { SeedImage, SeedProduct, SeedVariant } from '../types.js';
import { brandHue, brandId } from './brands.js';
import { combinationAt, type ProductDraft } from './catalogue.js';
import { categoryId } from './categories.js';
import { offerOf, productIdOf } from './offer.js';

const DETAIL_STREAM = 204;
/** A picture for each colour, up to this many. */
const MAX_IMAGES = 4;

/** All rows of one product: its pictures and its variants with it. */
export function buildProduct(draft: ProductDraft, clock: Clock): SeedProduct {
  const random = new Random(DETAIL_STREAM, draft.index);
  const texts = draft.texts();
  const images = imagesOf(draft, texts.attributes.find(({ key }) => key === 'colour')?.value ?? null);
  const updatedMs = draft.createdMs + Math.floor((STORY_END_MS - draft.createdMs) * random.fraction());
  return {
    id: productIdOf(draft),
    slug: draft.slug,
    name: draft.name,
    ...texts,
    brandId: brandId(draft.brandIndex),
    categoryId: categoryId(draft.kind.category),
    sellerId: sellerId(draft.sellerIndex),
    images,
    isActive: draft.isActive,
    options: draft.options,
    variants: Array.from({ length: draft.variantCount }, (_, position) =>
      variantOf({ draft, position, images, clock }),
    ),
    createdAt: clock.dateOf(draft.createdMs),
    updatedAt: clock.dateOf(updatedMs),
  };
}

interface VariantRequest {
  readonly draft: ProductDraft;
  readonly position: number;
  readonly images: readonly SeedImage[];
  readonly clock: Clock;
}

function variantOf({ draft, position, images, clock }: VariantRequest): SeedVariant {
  const offer = offerOf(draft, position);
  const values = combinationAt(draft.options, position);
  const colour = coloursOf(draft).findIndex((name) => values.includes(name));
  const image = images[colour] ?? itemAt(images, 0);
  return {
    id: offer.variantId,
    productId: offer.productId,
    sku: offer.sku,
    name: values.length === 0 ? draft.name : values.join(' / '),
    options: draft.options.map((option, place) => ({ name: option.name, value: itemAt(values, place) })),
    prices: shelfPrices(offer.usdCents, offer.formerUsdCents),
    weightGrams: draft.weightGrams,
    imageId: image.id,
    isActive: true,
    position,
    createdAt: clock.dateOf(draft.createdMs),
  };
}

function coloursOf(draft: ProductDraft): readonly string[] {
  return draft.options.find((option) => option.name === 'Colour')?.values ?? [];
}

function imagesOf(draft: ProductDraft, onlyColour: string | null): SeedImage[] {
  const colours = coloursOf(draft);
  const shown = colours.length === 0 ? [onlyColour] : colours.slice(0, MAX_IMAGES);
  return shown.map((colour, position) => imageOf(draft, colour, position));
}

function imageOf(draft: ProductDraft, colour: string | null, position: number): SeedImage {
  const alt = colour === null ? draft.name : `${draft.name}, ${colour.toLowerCase()}`;
  return {
    id: idOf('image', draft.createdMs + position, draft.index, position),
    alt,
    width: PICTURE_SIZE,
    height: PICTURE_SIZE,
    position,
    get svg() {
      return drawProduct({ shape: draft.kind.shape, paint: paintOf(colour, brandHue(draft.brandIndex)), title: alt });
    },
  };
}
