import { and, asc, count, eq, gt, sql } from 'drizzle-orm';
import { z } from 'zod';
import type { ItemCounts } from '../domain/adjust-item.js';
import type { ImportError, ImportMode, ImportStatus } from '../domain/stock-import.js';
import type { InventoryDrizzle, InventoryTransaction } from './database.js';
import { BEFORE_FACTS } from './job-priority.js';
import { stockImportErrors, stockImports } from './tables.js';

export const RUN_IMPORT = 'run-stock-import';

export interface ImportRecord {
  readonly id: string;
  readonly createdBy: string;
  /** only variants of this seller; null: an admin's import */
  readonly sellerId: string | null;
  readonly mode: ImportMode;
  readonly status: ImportStatus;
  /** null when the import is over */
  readonly csv: string | null;
  readonly rowCount: number;
  readonly doneRows: number;
  readonly appliedRows: number;
  readonly createdAt: Date;
  readonly endedAt: Date | null;
}

export type NewImport = Pick<ImportRecord, 'id' | 'createdBy' | 'sellerId' | 'mode' | 'rowCount' | 'doneRows'> & {
  readonly csv: string;
};

/** QUEUED; the worker runs it once the transaction is committed. */
export async function addImport(tx: InventoryTransaction, fresh: NewImport): Promise<void> {
  await tx.insert(stockImports).values({ ...fresh, status: 'QUEUED' });
  const payload = JSON.stringify({ importId: fresh.id });
  await tx.execute(
    sql`select graphile_worker.add_job(${RUN_IMPORT}::text, ${payload}::json, priority => ${BEFORE_FACTS}::int)`,
  );
}

/** Locks it until the transaction ends. */
export async function lockImport(tx: InventoryTransaction, id: string): Promise<ImportRecord | null> {
  const [row] = await tx.select().from(stockImports).where(eq(stockImports.id, id)).for('update');
  return row ?? null;
}

export async function findImport(db: InventoryDrizzle, id: string): Promise<ImportRecord | null> {
  const [row] = await db.select().from(stockImports).where(eq(stockImports.id, id));
  return row ?? null;
}

/** The import is locked. A status that ends it forgets the text. */
export async function noteProgress(
  tx: InventoryTransaction,
  id: string,
  { status, doneRows, appliedRows }: Pick<ImportRecord, 'status' | 'doneRows' | 'appliedRows'>,
): Promise<void> {
  const isOver = status === 'DONE' || status === 'REFUSED';
  await tx
    .update(stockImports)
    .set({ status, doneRows, appliedRows, ...(isOver ? { csv: null, endedAt: sql`now()` } : {}) })
    .where(eq(stockImports.id, id));
}

export async function addImportErrors(
  tx: InventoryTransaction,
  importId: string,
  errors: readonly ImportError[],
): Promise<void> {
  if (errors.length === 0) return;
  const rows = JSON.stringify(errors);
  await tx.execute(sql`
    insert into stock_import_errors (import_id, line, sku, code)
    select ${importId}, line, sku, code from json_to_recordset(${rows}::json) as error(line integer, sku text, code text)`);
}

const variantsBySku = z.array(z.object({ sku: z.string(), variantId: z.string() }));

/** Ids by SKU, without duplicates; a SKU that several variants have has several. @param sellerId  null: of all sellers */
export async function findVariantsBySku(
  tx: InventoryTransaction,
  { skus, sellerId }: { skus: readonly string[]; sellerId: string | null },
): Promise<ReadonlyMap<string, readonly string[]>> {
  const rows = await tx.execute(sql`
    select sku, id as "variantId" from variants
    where sku in (select json_array_elements_text(${JSON.stringify(skus)}::json))
      and (${sellerId}::uuid is null or seller_id = ${sellerId})`);
  const found = new Map<string, string[]>();
  for (const { sku, variantId } of variantsBySku.parse(rows)) found.set(sku, [...(found.get(sku) ?? []), variantId]);
  return found;
}

const counts = z.array(
  z.object({ variantId: z.string(), warehouseId: z.string(), onHand: z.int(), reserved: z.int() }),
);

/** What lies there, by `variant/warehouse`; a warehouse that never had the variant is absent. One statement. */
export async function findCountsOf(
  tx: InventoryTransaction,
  items: readonly { variantId: string; warehouseId: string }[],
): Promise<ReadonlyMap<string, ItemCounts>> {
  const rows = await tx.execute(sql`
    select item.variant_id as "variantId", item.warehouse_id as "warehouseId", item.on_hand as "onHand", item.reserved
    from json_to_recordset(${JSON.stringify(items)}::json) as wanted("variantId" uuid, "warehouseId" uuid)
    join stock_items as item on item.variant_id = wanted."variantId" and item.warehouse_id = wanted."warehouseId"`);
  return new Map(counts.parse(rows).map((row) => [`${row.variantId}/${row.warehouseId}`, row]));
}

/** By line. @param after  line of the last error of the page before */
export async function pageOfImportErrors(
  db: InventoryDrizzle,
  { importId, limit, after }: { importId: string; limit: number; after: number | null },
): Promise<{ line: number; sku: string; code: string }[]> {
  const { line, sku, code } = stockImportErrors;
  return await db
    .select({ line, sku, code })
    .from(stockImportErrors)
    .where(and(eq(stockImportErrors.importId, importId), after === null ? undefined : gt(line, after)))
    .orderBy(asc(line))
    .limit(limit);
}

export async function countImportErrors(db: InventoryDrizzle, importId: string): Promise<number> {
  const [row] = await db
    .select({ count: count() })
    .from(stockImportErrors)
    .where(eq(stockImportErrors.importId, importId));
  return row?.count ?? 0;
}
