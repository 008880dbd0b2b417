import type { InteractionType } from './interaction.js';

/** Why somebody is shown a product, with the names to say it. */
export type NamedCause =
  | { readonly kind: 'popular' | 'new'; readonly categoryName: string | null }
  | { readonly kind: 'together' | 'alike'; readonly sign: InteractionType; readonly name: string }
  | { readonly kind: 'similar-page' | 'often-together' | 'goes-with-cart'; readonly name: string };

const DID: Readonly<Record<InteractionType, string>> = {
  VIEW: 'viewed',
  SEARCH: 'searched for',
  CART: 'put into your cart',
  PURCHASE: 'bought',
  REVIEW: 'liked',
};

/** One short English sentence without a full stop, as it stands under a product. */
export function reasonFor(cause: NamedCause): string {
  switch (cause.kind) {
    case 'popular':
      return cause.categoryName ? `Popular in ${cause.categoryName} lately` : 'Popular lately';
    case 'new':
      return cause.categoryName ? `New in ${cause.categoryName}` : 'New in the shop';
    case 'together':
      return cause.sign === 'CART'
        ? `Because you put ${cause.name} into your cart`
        : `Because you ${DID[cause.sign]} ${cause.name}`;
    case 'alike':
      return `Similar to what you ${DID[cause.sign]}: ${cause.name}`;
    case 'similar-page':
      return `Similar to ${cause.name}`;
    case 'often-together':
      return `Often chosen together with ${cause.name}`;
    case 'goes-with-cart':
      return `Goes with ${cause.name} in your cart`;
    default:
      return cause satisfies never;
  }
}
