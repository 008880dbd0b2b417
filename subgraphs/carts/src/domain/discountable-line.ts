/** As much of a cart's line as promotions look at. */
export interface DiscountableLine {
  readonly productId: string;
  /** of the product, from the leaf up to the root */
  readonly categoryIds: readonly string[];
  readonly quantity: number;
  readonly unitPriceMinor: number;
  /** quantity × unitPriceMinor */
  readonly subtotalMinor: number;
}

export function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
