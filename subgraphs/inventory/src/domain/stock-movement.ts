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

/** What becomes of each piece of an order: on the shelf, and set aside. */
const ORDER_MOVES = {
  RESERVED: { onHand: 0, reserved: 1 },
  RELEASED: { onHand: 0, reserved: -1 },
  EXPIRED: { onHand: 0, reserved: -1 },
  COMMITTED: { onHand: -1, reserved: -1 },
  RESTOCKED: { onHand: 1, reserved: 0 },
} as const satisfies Partial<Record<StockMovementKind, { onHand: number; reserved: number }>>;

export type OrderMoveKind = keyof typeof ORDER_MOVES;

/** The movement of an order's pieces from or to one warehouse. */
export function moveOf(
  { variantId, warehouseId, quantity }: { variantId: string; warehouseId: string; quantity: number },
  { kind, orderId }: { kind: OrderMoveKind; orderId: string },
): StockMove {
  const { onHand, reserved } = ORDER_MOVES[kind];
  return {
    variantId,
    warehouseId,
    kind,
    onHandDelta: onHand * quantity,
    reservedDelta: reserved * quantity,
    reason: null,
    reference: orderId,
  };
}
