export const SUGGESTION_KINDS = { PRODUCT: 'PRODUCT', CATEGORY: 'CATEGORY', BRAND: 'BRAND' } as const;
export type SuggestionKind = keyof typeof SUGGESTION_KINDS;

/** A name that goes on as the typed text begins. */
export interface Suggestion {
  readonly kind: SuggestionKind;
  readonly text: string;
  readonly id: string;
  readonly slug: string;
}
