import { InvalidInputError, NotFoundError, type Outbox } from '@souk/subgraph-kit';
import { findStockItems, lockVariants } from '../data/stock.repository.js';
import {
  changeTransferStatus,
  findTransferLines,
  lockTransfer,
  noteReceived,
  type TransferLineRow,
  type TransferRow,
} from '../data/stock-transfer.repository.js';
import type { ShortLine } from '../domain/short-of-stock.error.js';
import { type StockMovementKind, shelfMove } from '../domain/stock-movement.js';
import { NEXT_TRANSFER_STATUSES, type TransferStatus } from '../domain/transfer-status.js';
import type { InventoryDependencies, InventoryTransaction } from './dependencies.js';
import { moveShelves } from './move-shelves.js';

/** What became of the transfer; only `moved` changed anything. */
export type MovedTransfer =
  | { readonly kind: 'moved'; readonly transfer: TransferRow }
  | { readonly kind: 'wrong status'; readonly status: TransferStatus }
  | { readonly kind: 'short'; readonly lines: readonly ShortLine[] };

/** One step of one transfer, which is locked, with its variants. */
interface Step {
  readonly tx: InventoryTransaction;
  readonly outbox: Outbox;
  readonly transfer: TransferRow;
  readonly lines: readonly TransferLineRow[];
}

/**
 * The pieces leave the shelf and are in nobody's stock. What is set aside for orders stays.
 *
 * @returns `short` with every line of which there are fewer pieces that nobody has reserved
 * @throws NotFoundError
 * Emits `stock-changed`.
 */
export function shipTransfer(dependencies: InventoryDependencies, transferId: string): Promise<MovedTransfer> {
  return step(dependencies, { transferId, to: 'IN_TRANSIT' }, async ({ tx, outbox, transfer, lines }) => {
    const { fromWarehouseId: warehouseId } = transfer;
    const items = await findStockItems(tx, { warehouseId, variantIds: lines.map(({ variantId }) => variantId) });
    const free = new Map(items.map(({ variantId, onHand, reserved }) => [variantId, Math.max(0, onHand - reserved)]));
    const short = lines
      .map(({ variantId, quantity }) => ({ variantId, quantity, available: free.get(variantId) ?? 0 }))
      .filter(({ quantity, available }) => available < quantity);
    if (short.length > 0) return short.map(({ variantId, available }) => ({ variantId, available }));
    await moveShelves(tx, outbox, movesOf(transfer, lines, { warehouseId, kind: 'TRANSFER_SHIPPED', sign: -1 }));
    return [];
  });
}

/**
 * What arrived lies on the other shelf. It may be less or more than was sent; the difference stays on the transfer's lines.
 *
 * @param received  pieces by variant, ≥ 0; of a line that is absent all pieces arrived
 * @throws NotFoundError
 * @throws InvalidInputError  for a variant that was not sent
 * Emits `stock-changed`.
 */
export function receiveTransfer(
  dependencies: InventoryDependencies,
  transferId: string,
  received: ReadonlyMap<string, number>,
): Promise<MovedTransfer> {
  return step(dependencies, { transferId, to: 'RECEIVED' }, async ({ tx, outbox, transfer, lines }) => {
    const sent = new Map(lines.map(({ variantId, quantity }) => [variantId, quantity]));
    const unsent = [...received.keys()].find((variantId) => !sent.has(variantId));
    if (unsent) throw new InvalidInputError(`Variant ${unsent} was not sent`, ['input', 'received']);
    const arrived = new Map([...sent, ...received]);
    await noteReceived(tx, transfer.id, arrived);
    const come = [...arrived]
      .map(([variantId, quantity]) => ({ variantId, quantity }))
      .filter((each) => each.quantity > 0);
    const { toWarehouseId: warehouseId } = transfer;
    await moveShelves(tx, outbox, movesOf(transfer, come, { warehouseId, kind: 'TRANSFER_RECEIVED', sign: 1 }));
    return [];
  });
}

/** Ends a transfer; what was on its way lies where it came from. @throws NotFoundError. Emits `stock-changed` then. */
export function cancelTransfer(dependencies: InventoryDependencies, transferId: string): Promise<MovedTransfer> {
  return step(dependencies, { transferId, to: 'CANCELLED' }, async ({ tx, outbox, transfer, lines }) => {
    const { fromWarehouseId: warehouseId } = transfer;
    const back = transfer.status === 'IN_TRANSIT' ? lines : [];
    await moveShelves(tx, outbox, movesOf(transfer, back, { warehouseId, kind: 'TRANSFER_CANCELLED', sign: 1 }));
    return [];
  });
}

/** @param act  moves the pieces; returns the short lines when it can't: nothing is changed then */
async function step(
  { db, outbox }: InventoryDependencies,
  { transferId, to }: { transferId: string; to: Exclude<TransferStatus, 'CREATED'> },
  act: (step: Step) => Promise<readonly ShortLine[]>,
): Promise<MovedTransfer> {
  return await db.transaction(async (tx): Promise<MovedTransfer> => {
    const transfer = await lockTransfer(tx, transferId);
    if (!transfer) throw new NotFoundError('Transfer');
    if (!NEXT_TRANSFER_STATUSES[transfer.status].includes(to)) return { kind: 'wrong status', status: transfer.status };
    const lines = await findTransferLines(tx, [transferId]);
    await lockVariants(
      tx,
      lines.map(({ variantId }) => variantId),
    );
    const short = await act({ tx, outbox, transfer, lines });
    if (short.length > 0) return { kind: 'short', lines: short };
    return { kind: 'moved', transfer: await changeTransferStatus(tx, transferId, to) };
  });
}

function movesOf(
  { id, note }: TransferRow,
  lines: readonly { variantId: string; quantity: number }[],
  { warehouseId, kind, sign }: { warehouseId: string; kind: StockMovementKind; sign: 1 | -1 },
) {
  return lines.map(({ variantId, quantity }) =>
    shelfMove({ variantId, warehouseId }, { kind, quantity: sign * quantity, reason: note, reference: id }),
  );
}
