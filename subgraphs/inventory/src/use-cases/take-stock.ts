import { InvalidInputError, type Member, NotFoundError, newId, runOnce } from '@souk/subgraph-kit';
import { z } from 'zod';
import { findStockItems, lockVariants } from '../data/stock.repository.js';
import {
  addCount,
  type CountLineRow,
  type CountRow,
  countCountLines,
  endCount,
  findCountLines,
  lockCount,
  saveCountLines,
} from '../data/stock-count.repository.js';
import { findWarehouses } from '../data/warehouse.repository.js';
import type { ItemCounts } from '../domain/adjust-item.js';
import { type CountStatus, differenceOf, expectedOnShelf } from '../domain/stock-count.js';
import { shelfMove } from '../domain/stock-movement.js';
import type { InventoryDependencies, InventoryTransaction } from './dependencies.js';
import { moveShelves } from './move-shelves.js';

export const MAX_COUNT_LINES = 5_000;

/** Fewer pieces were found than are set aside for orders. */
export interface BelowReserved extends ItemCounts {
  readonly variantId: string;
}

/** What became of the count; only `done` changed anything. */
export type CountStep =
  | { readonly kind: 'done'; readonly count: CountRow }
  | { readonly kind: 'wrong status'; readonly status: CountStatus }
  | { readonly kind: 'below reserved'; readonly lines: readonly BelowReserved[] };

const opened = z.object({ id: z.string() }).nullable();

/**
 * Opens a stock-taking of one warehouse.
 *
 * @returns its id; null when another one of the warehouse is open
 * @throws NotFoundError  for a warehouse that is not known
 * Safe to repeat with the same `idempotencyKey`.
 */
export async function openCount(
  { db }: InventoryDependencies,
  facts: { member: Member; warehouseId: string; note: string | null; idempotencyKey: string },
): Promise<string | null> {
  const { member, idempotencyKey, ...input } = facts;
  const work = { scope: `user:${member.id}/stockCountOpen`, key: idempotencyKey, input };
  const count = await db.transaction((tx) =>
    runOnce(tx, work, opened, async () => {
      const [warehouse] = await findWarehouses(tx, [input.warehouseId]);
      if (!warehouse) throw new NotFoundError('Warehouse');
      const row = await addCount(tx, { id: newId(), openedBy: member.id, ...input });
      return row && { id: row.id };
    }),
  );
  return count?.id ?? null;
}

/**
 * Notes how many pieces lie on the shelf, beside how many should at this moment. Entered again, the newer number counts.
 *
 * @param counted  pieces by variant, ≥ 0: those that are set aside for orders too, those of orders that are paid not
 * @throws NotFoundError  for a count or a variant that is not known
 * @throws InvalidInputError  for more lines than a count has
 */
export async function enterCount(
  { db }: InventoryDependencies,
  { member, countId, counted }: { member: Member; countId: string; counted: ReadonlyMap<string, number> },
): Promise<CountStep> {
  return await db.transaction(async (tx): Promise<CountStep> => {
    const count = await requireCount(tx, countId);
    if (count.status !== 'OPEN') return { kind: 'wrong status', status: count.status };
    const variantIds = [...counted.keys()];
    if ((await lockVariants(tx, variantIds)).length < variantIds.length) throw new NotFoundError('Variant');
    const items = await findStockItems(tx, { warehouseId: count.warehouseId, variantIds });
    const expected = new Map(items.map((item) => [item.variantId, expectedOnShelf(item)]));
    const line = { countId, enteredBy: member.id };
    await saveCountLines(
      tx,
      [...counted].map(([variantId, pieces]) => ({
        ...line,
        variantId,
        counted: pieces,
        expected: expected.get(variantId) ?? 0,
      })),
    );
    if ((await countCountLines(tx, countId)) > MAX_COUNT_LINES) {
      throw new InvalidInputError(`A count has at most ${MAX_COUNT_LINES} lines`, ['input', 'lines']);
    }
    return { kind: 'done', count };
  });
}

/**
 * Ends the count: each difference becomes a movement. What was sold, delivered or adjusted since a number was entered stays.
 *
 * @returns `below reserved` with every variant of which orders would lose pieces: those have to be cancelled first, or counted again
 * @throws NotFoundError
 * Emits `stock-changed` for each variant that differs.
 */
export async function closeCount(
  { db, outbox }: InventoryDependencies,
  { countId }: { countId: string },
): Promise<CountStep> {
  return await db.transaction(async (tx): Promise<CountStep> => {
    const count = await requireCount(tx, countId);
    if (count.status !== 'OPEN') return { kind: 'wrong status', status: count.status };
    const differing = (await findCountLines(tx, countId)).filter((line) => differenceOf(line) !== 0);
    const short = await findBelowReserved(tx, count, differing);
    if (short.length > 0) return { kind: 'below reserved', lines: short };
    const { warehouseId, note } = count;
    const moves = differing.map((line) =>
      shelfMove(
        { variantId: line.variantId, warehouseId },
        { kind: 'COUNTED', quantity: differenceOf(line), reason: note, reference: countId },
      ),
    );
    await moveShelves(tx, outbox, moves);
    return { kind: 'done', count: await endCount(tx, countId, 'CLOSED') };
  });
}

/** Ends the count without a change of stock. @throws NotFoundError */
export async function cancelCount({ db }: InventoryDependencies, { countId }: { countId: string }): Promise<CountStep> {
  return await db.transaction(async (tx): Promise<CountStep> => {
    const count = await requireCount(tx, countId);
    if (count.status !== 'OPEN') return { kind: 'wrong status', status: count.status };
    return { kind: 'done', count: await endCount(tx, countId, 'CANCELLED') };
  });
}

async function requireCount(tx: InventoryTransaction, countId: string): Promise<CountRow> {
  const count = await lockCount(tx, countId);
  if (!count) throw new NotFoundError('Count');
  return count;
}

/** Locks the variants. */
async function findBelowReserved(
  tx: InventoryTransaction,
  { warehouseId }: CountRow,
  lines: readonly CountLineRow[],
): Promise<BelowReserved[]> {
  const variantIds = lines.map(({ variantId }) => variantId);
  await lockVariants(tx, variantIds);
  const items = await findStockItems(tx, { warehouseId, variantIds });
  const differences = new Map(lines.map((line) => [line.variantId, differenceOf(line)]));
  return items
    .map(({ variantId, onHand, reserved }) => ({
      variantId,
      onHand,
      reserved,
      missing: differences.get(variantId) ?? 0,
    }))
    .filter(({ onHand, reserved, missing }) => missing < 0 && onHand + missing < reserved)
    .map(({ variantId, onHand, reserved }) => ({ variantId, onHand, reserved }));
}
