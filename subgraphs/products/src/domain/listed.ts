/** Where a product stands in a list. */
export interface Listed {
  readonly productId: string;
  /** what the list is sorted by; null for a product without a price in the currency, which comes last */
  readonly value: number | null;
}
