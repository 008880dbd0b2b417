import { NotFoundError } from '@souk/subgraph-kit';
import { changeWarehouse, type WarehouseRow } from '../data/warehouse.repository.js';
import type { InventoryDependencies } from './dependencies.js';

/** Changes what is given. @throws NotFoundError */
export async function updateWarehouse(
  { db }: InventoryDependencies,
  { id, changes }: { id: string; changes: Partial<Pick<WarehouseRow, 'name' | 'country' | 'priority'>> },
): Promise<WarehouseRow> {
  const warehouse = await changeWarehouse(db, id, changes);
  if (!warehouse) throw new NotFoundError('Warehouse');
  return warehouse;
}
