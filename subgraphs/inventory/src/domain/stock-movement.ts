export const STOCK_MOVEMENT_KINDS = [
  'OPENING',
  'ADJUSTED',
  'RESERVED',
  'RELEASED',
  'EXPIRED',
  'COMMITTED',
  'RESTOCKED',
  'RETURNED',
  'TRANSFER_SHIPPED',
  'TRANSFER_RECEIVED',
  'TRANSFER_CANCELLED',
  'COUNTED',
  'IMPORTED',
] as const;

/** Why pieces moved. OPENING: the first that somebody counted in; at most one per item. */
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
  /** the id of the order, transfer, count or import; for ADJUSTED and OPENING of who did it, null for the seed */
  readonly reference: string | null;
}

/** What becomes of each piece of an order: on the shelf, and set aside. */
const ORDER_MOVES = {
  RESERVED: { onHand: 0, reserved: 1 },
  RELEASED: { onHand: 0, reserved: -1 },
  EXPIRED: { onHand: 0, reserved: -1 },
  COMMITTED: { onHand: -1, reserved: -1 },
  RESTOCKED: { onHand: 1, reserved: 0 },
  RETURNED: { onHand: 1, reserved: 0 },
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

/** Pieces that came to a shelf, or left it when negative, without an order. */
export function shelfMove(
  { variantId, warehouseId }: { variantId: string; warehouseId: string },
  facts: { kind: StockMovementKind; quantity: number; reason: string | null; reference: string },
): StockMove {
  const { kind, quantity, reason, reference } = facts;
  return { variantId, warehouseId, kind, onHandDelta: quantity, reservedDelta: 0, reason, reference };
}
