import { InvalidInputError, type Member, NotFoundError, requireInteger, runOnce } from '@souk/subgraph-kit';
import { z } from 'zod';
import {
  addStockItems,
  findStockItem,
  moveStock,
  requireStockItem,
  type StockItemRow,
} from '../data/stock.repository.js';
import { findWarehouses } from '../data/warehouse.repository.js';
import { judgeAdjustment, MAX_DELTA } from '../domain/adjust-item.js';
import { shelfMove } from '../domain/stock-movement.js';
import type { InventoryDependencies, InventoryTransaction } from './dependencies.js';
import { lockOwnVariant } from './lock-own-variant.js';
import { publishStockChanged } from './publish-stock-changed.js';
import { serveWaitingOrders } from './serve-waiting-orders.js';

export interface StockAdjustment {
  readonly variantId: string;
  readonly warehouseId: string;
  /** pieces that came (or went, when negative); not 0, at most `MAX_DELTA` either way */
  readonly delta: number;
  readonly reason: string;
  readonly idempotencyKey: string;
}

const adjusted = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('adjusted'),
    item: z.object({
      variantId: z.string(),
      warehouseId: z.string(),
      onHand: z.int(),
      reserved: z.int(),
      safetyStock: z.int(),
      backorderLimit: z.int(),
      backorderLeadDays: z.int().nullable(),
      available: z.int(),
      sellable: z.int(),
      updatedAt: z.coerce.date(),
    }),
  }),
  z.object({ kind: z.literal('below reserved'), onHand: z.int(), reserved: z.int() }),
  z.object({ kind: z.literal('too many') }),
]);

/** What became of the adjustment; only `adjusted` changed anything. */
export type AdjustedStock = z.infer<typeof adjusted>;

/**
 * Counts pieces in or out of one warehouse, by an admin or the seller of the variant.
 *
 * @throws NotFoundError  for a variant that is not known or somebody else's, and for a warehouse that is not known
 * @throws InvalidInputError  for a `delta` out of range
 * Emits `stock-changed`. Safe to repeat with the same `idempotencyKey`.
 */
export async function adjustStock(
  { db, outbox }: InventoryDependencies,
  { member, adjustment }: { member: Member; adjustment: StockAdjustment },
): Promise<AdjustedStock> {
  requireInteger(adjustment.delta, ['input', 'delta'], { min: -MAX_DELTA, max: MAX_DELTA });
  if (adjustment.delta === 0) throw new InvalidInputError('input.delta must not be 0', ['input', 'delta']);
  const { idempotencyKey, ...input } = adjustment;
  const work = { scope: `user:${member.id}/stockAdjust`, key: idempotencyKey, input };
  return await db.transaction((tx) =>
    runOnce(tx, work, adjusted, async () => {
      await lockOwnVariant(tx, member, adjustment.variantId);
      const result = await changeItem(tx, member, adjustment);
      if (result.kind !== 'adjusted') return result;
      await serveWaitingOrders(tx, outbox, [adjustment.variantId]);
      await publishStockChanged(tx, outbox, [adjustment.variantId]);
      return result;
    }),
  );
}

async function changeItem(
  tx: InventoryTransaction,
  member: Member,
  { variantId, warehouseId, delta, reason }: StockAdjustment,
): Promise<AdjustedStock> {
  const [warehouse] = await findWarehouses(tx, [warehouseId]);
  if (!warehouse) throw new NotFoundError('Warehouse');
  const item = await findStockItem(tx, { variantId, warehouseId });
  const judgement = judgeAdjustment(item ?? { onHand: 0, reserved: 0 }, delta);
  if (judgement.kind !== 'allowed') return judgement;
  if (!item) await addStockItems(tx, [{ variantId, warehouseId }]);
  const kind = item ? 'ADJUSTED' : 'OPENING';
  await moveStock(tx, [shelfMove({ variantId, warehouseId }, { kind, quantity: delta, reason, reference: member.id })]);
  const after: StockItemRow = await requireStockItem(tx, { variantId, warehouseId });
  return { kind: 'adjusted', item: after };
}
