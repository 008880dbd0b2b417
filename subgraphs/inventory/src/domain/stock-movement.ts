export const STOCK_MOVEMENT_KINDS = [
  'OPENING',
  'ADJUSTED',
  'RESERVED',
  'RELEASED',
  'EXPIRED',
  'COMMITTED',
  'RESTOCKED',
] as const;

/** Why pieces moved. OPENING is an item's first movement, exactly one per item. */
export type StockMovementKind = (typeof STOCK_MOVEMENT_KINDS)[number];

/** One change of one stock item; also one line of the ledger. */
export interface StockMove {
  readonly variantId: string;
  readonly warehouseId: string;
  readonly kind: StockMovementKind;
  /** pieces, signed */
  readonly onHandDelta: number;
  /** pieces, signed */
  readonly reservedDelta: number;
  /** in a person's words; null when the kind says it all */
  readonly reason: string | null;
  /** the order's id; for ADJUSTED and OPENING the id of who did it, null for the seed */
  readonly reference: string | null;
}
