import { type Member, newId, runOnce } from '@souk/subgraph-kit';
import { z } from 'zod';
import { addWarehouse, type NewWarehouse, type WarehouseRow } from '../data/warehouse.repository.js';
import type { InventoryDependencies } from './dependencies.js';

const created = z
  .object({
    id: z.string(),
    code: z.string(),
    name: z.string(),
    country: z.string(),
    priority: z.int(),
    createdAt: z.coerce.date(),
    updatedAt: z.coerce.date(),
  })
  .nullable();

/**
 * @param idempotencyKey  null: no protection against a repeated call
 * @returns null when another warehouse has the code
 */
export async function createWarehouse(
  { db }: InventoryDependencies,
  facts: { member: Member; warehouse: Omit<NewWarehouse, 'id'>; idempotencyKey: string | null },
): Promise<WarehouseRow | null> {
  const { member, warehouse, idempotencyKey } = facts;
  const work = { scope: `user:${member.id}/warehouseCreate`, key: idempotencyKey, input: warehouse };
  return await db.transaction((tx) =>
    runOnce(tx, work, created, () => addWarehouse(tx, { id: newId(), ...warehouse })),
  );
}
