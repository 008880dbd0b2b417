export interface ShortLine {
  readonly variantId: string;
  /** pieces that could be had, ≥ 0, fewer than were asked for */
  readonly available: number;
}

/** Thrown to undo the transaction that tried to take the pieces; never reaches a client as it is. */
export class ShortOfStockError extends Error {
  override readonly name = 'ShortOfStockError';
  readonly code = 'SHORT_OF_STOCK';
  readonly lines: readonly ShortLine[];

  /** @param lines  every line that is short */
  constructor(lines: readonly ShortLine[]) {
    super(`Short of stock: ${lines.map(({ variantId, available }) => `${variantId} has ${available}`).join(', ')}`);
    this.lines = lines;
  }
}
