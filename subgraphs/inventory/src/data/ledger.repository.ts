import { sql } from 'drizzle-orm';
import { z } from 'zod';
import type { InventoryDrizzle } from './database.js';

const gap = z.object({
  variantId: z.string(),
  warehouseId: z.string(),
  onHand: z.int(),
  ledgerOnHand: z.int(),
  reserved: z.int(),
  ledgerReserved: z.int(),
  heldForOrders: z.int(),
});

/** A stock item whose numbers are not what they must be. */
export type LedgerGap = z.infer<typeof gap>;

export interface LedgerReport {
  /** stock items that were looked at: all of them */
  readonly itemCount: number;
  readonly gapCount: number;
  /** the first of them, by variant */
  readonly gaps: readonly LedgerGap[];
}

const report = z.object({ itemCount: z.int(), gapCount: z.int(), gaps: z.array(gap) });

/**
 * Compares each stock item with the sums of its movements, and its `reserved` with what orders hold. One statement, so one moment;
 * it reads the whole ledger.
 *
 * @param limit  gaps that are named, at most
 */
export async function compareLedger(db: InventoryDrizzle, { limit }: { limit: number }): Promise<LedgerReport> {
  const [row] = await db.execute(sql`
    with ledger as (
      select variant_id, warehouse_id, sum(on_hand_delta)::integer as on_hand, sum(reserved_delta)::integer as reserved
      from stock_movements group by variant_id, warehouse_id
    ), held as (
      select variant_id, warehouse_id, sum(quantity)::integer as quantity
      from reservation_lines join reservations using (order_id) where status = 'HELD' group by variant_id, warehouse_id
    ), item as (
      select item.variant_id as "variantId", item.warehouse_id as "warehouseId", item.on_hand as "onHand",
        coalesce(ledger.on_hand, 0) as "ledgerOnHand", item.reserved,
        coalesce(ledger.reserved, 0) as "ledgerReserved", coalesce(held.quantity, 0) as "heldForOrders"
      from stock_items as item
      left join ledger using (variant_id, warehouse_id) left join held using (variant_id, warehouse_id)
    ), gap as (
      select * from item
      where "onHand" <> "ledgerOnHand" or reserved <> "ledgerReserved" or reserved <> "heldForOrders"
    ), first_gap as (
      select * from gap order by "variantId", "warehouseId" limit ${limit}
    )
    select (select count(*) from item)::integer as "itemCount", (select count(*) from gap)::integer as "gapCount",
      (select coalesce(json_agg(first_gap), '[]') from first_gap) as gaps`);
  return report.parse(row);
}
