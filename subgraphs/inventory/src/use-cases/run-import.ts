import { failpoint } from '@souk/subgraph-kit';
import { lockVariants } from '../data/stock.repository.js';
import {
  addImportErrors,
  findCountsOf,
  findVariantsBySku,
  type ImportRecord,
  lockImport,
  noteProgress,
} from '../data/stock-import.repository.js';
import { findWarehouseIds } from '../data/warehouse.repository.js';
import {
  type ImportError,
  type ImportErrorCode,
  type ImportRow,
  judgeRow,
  readImport,
} from '../domain/stock-import.js';
import { type StockMove, shelfMove } from '../domain/stock-movement.js';
import type { InventoryDependencies, InventoryTransaction } from './dependencies.js';
import { moveShelves } from './move-shelves.js';

const ROWS_A_TURN = 500;

interface Judged {
  readonly moves: readonly StockMove[];
  readonly errors: readonly ImportError[];
}

/**
 * Works through an import, so many rows in one transaction, each of which notes how far it came: when the process ends meanwhile, the next
 * run goes on from there. All rows of an ALL_OR_NOTHING import are one transaction, and one error refuses them.
 *
 * Emits `stock-changed`.
 */
export async function runImport(
  dependencies: InventoryDependencies,
  { importId }: { importId: string },
): Promise<void> {
  while (await takeTurn(dependencies, importId)) {
    await failpoint('inventory.import.after-turn', importId);
  }
}

/** @returns whether there is more to do */
async function takeTurn({ db, outbox }: InventoryDependencies, importId: string): Promise<boolean> {
  return await db.transaction(async (tx) => {
    const record = await lockImport(tx, importId);
    if (!record || record.csv === null) return false;
    const text = readImport(record.csv);
    if (text.kind !== 'rows') throw new Error(`The text of import ${importId} can’t be read any more: ${text.kind}`);
    const begin = record.doneRows - text.errors.length;
    const isAtOnce = record.mode === 'ALL_OR_NOTHING';
    const rows = isAtOnce ? text.rows : text.rows.slice(begin, begin + ROWS_A_TURN);
    const { moves, errors } = await judgeRows(tx, record, rows);
    await addImportErrors(tx, importId, errors);
    const doneRows = record.doneRows + rows.length;
    if (isAtOnce && errors.length + text.errors.length > 0) {
      await noteProgress(tx, importId, { status: 'REFUSED', doneRows, appliedRows: 0 });
      return false;
    }
    await moveShelves(tx, outbox, moves);
    const isOver = doneRows === record.rowCount;
    const appliedRows = record.appliedRows + rows.length - errors.length;
    await noteProgress(tx, importId, { status: isOver ? 'DONE' : 'RUNNING', doneRows, appliedRows });
    return !isOver;
  });
}

/** Locks the variants. */
async function judgeRows(
  tx: InventoryTransaction,
  { id, sellerId }: ImportRecord,
  rows: readonly ImportRow[],
): Promise<Judged> {
  const variants = await findVariantsBySku(tx, { skus: rows.map(({ sku }) => sku), sellerId });
  const warehouses = await findWarehouseIds(tx, [...new Set(rows.map(({ warehouseCode }) => warehouseCode))]);
  const errors: ImportError[] = [];
  const refuse = ({ line, sku }: ImportRow, code: ImportErrorCode) => errors.push({ line, sku, code });
  const known = rows.flatMap((row) => {
    const [variantId, another] = variants.get(row.sku) ?? [];
    const warehouseId = warehouses.get(row.warehouseCode);
    if (variantId && !another && warehouseId) return [{ row, variantId, warehouseId }];
    refuse(row, another ? 'AMBIGUOUS_SKU' : variantId ? 'UNKNOWN_WAREHOUSE' : 'UNKNOWN_SKU');
    return [];
  });
  await lockVariants(tx, [...new Set(known.map(({ variantId }) => variantId))]);
  const counts = await findCountsOf(tx, known);
  const moves: StockMove[] = [];
  for (const { row, variantId, warehouseId } of known) {
    const judged = judgeRow(row, counts.get(`${variantId}/${warehouseId}`) ?? { onHand: 0, reserved: 0 });
    if ('code' in judged) refuse(row, judged.code);
    else if (judged.delta !== 0) {
      const facts = { kind: 'IMPORTED', quantity: judged.delta, reason: null, reference: id } as const;
      moves.push(shelfMove({ variantId, warehouseId }, facts));
    }
  }
  return { moves, errors };
}
