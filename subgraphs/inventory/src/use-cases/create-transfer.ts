import { InvalidInputError, type Member, NotFoundError, newId, runOnce } from '@souk/subgraph-kit';
import { z } from 'zod';
import { lockVariants } from '../data/stock.repository.js';
import { addTransfer, type NewTransfer } from '../data/stock-transfer.repository.js';
import { findWarehouses } from '../data/warehouse.repository.js';
import type { InventoryDependencies, InventoryTransaction } from './dependencies.js';

export interface TransferPlan extends Omit<NewTransfer, 'id' | 'createdBy'> {
  /** 1–200, one per variant */
  readonly lines: readonly { readonly variantId: string; readonly quantity: number }[];
  readonly idempotencyKey: string;
}

const created = z.object({ id: z.string() });

/**
 * Plans a transfer; nothing moves yet.
 *
 * @returns its id
 * @throws NotFoundError  for a warehouse or a variant that is not known
 * @throws InvalidInputError  for a warehouse that sends to itself, and for a variant in two lines
 * Safe to repeat with the same `idempotencyKey`.
 */
export async function createTransfer(
  { db }: InventoryDependencies,
  { member, plan }: { member: Member; plan: TransferPlan },
): Promise<string> {
  const { idempotencyKey, lines, ...transfer } = plan;
  if (transfer.fromWarehouseId === transfer.toWarehouseId) {
    throw new InvalidInputError('A warehouse can’t send to itself', ['input', 'toWarehouseId']);
  }
  const variantIds = [...new Set(lines.map(({ variantId }) => variantId))];
  if (variantIds.length < lines.length) {
    throw new InvalidInputError('A variant may stand in one line only', ['input', 'lines']);
  }
  const work = { scope: `user:${member.id}/stockTransferCreate`, key: idempotencyKey, input: { ...transfer, lines } };
  const { id } = await db.transaction((tx) =>
    runOnce(tx, work, created, async () => {
      await requireAll(tx, [transfer.fromWarehouseId, transfer.toWarehouseId], variantIds);
      const fresh = { id: newId(), createdBy: member.id, ...transfer };
      await addTransfer(tx, fresh, lines);
      return { id: fresh.id };
    }),
  );
  return id;
}

async function requireAll(tx: InventoryTransaction, warehouseIds: string[], variantIds: string[]): Promise<void> {
  if ((await findWarehouses(tx, warehouseIds)).length < warehouseIds.length) throw new NotFoundError('Warehouse');
  if ((await lockVariants(tx, variantIds)).length < variantIds.length) throw new NotFoundError('Variant');
}
