import { encodeCursor, requireRole } from '@souk/subgraph-kit';
import { anInputError, pageSize, toPage } from '@souk/subgraph-kit/graphql';
import { Arg, Ctx, Int, Mutation, Query, Resolver } from 'type-graphql';
import type { InventoryContext } from '../context.js';
import { STOCK_ERROR_CODES } from '../domain/stock.errors.js';
import { createWarehouse } from '../use-cases/create-warehouse.js';
import { listWarehouses, WAREHOUSES_BY_PRIORITY } from '../use-cases/list-warehouses.js';
import { updateWarehouse } from '../use-cases/update-warehouse.js';
import {
  requireWarehouse,
  requireWarehouseChanges,
  WarehouseCreateInput,
  WarehouseUpdateInput,
} from './warehouse.inputs.js';
import { WarehouseConnection, WarehousePayload } from './warehouse.type.js';

@Resolver()
export class WarehouseResolver {
  @Query(() => WarehouseConnection, { description: 'In the order in which they are asked; for sellers and admins.' })
  async warehouses(
    @Ctx() context: InventoryContext,
    @Arg('first', () => Int, { nullable: true }) first?: number | null,
    @Arg('after', () => String, { nullable: true }) after: string | null = null,
  ) {
    requireRole(context.viewer, 'SELLER', 'ADMIN');
    const size = pageSize(first);
    const { rows, countAll } = await listWarehouses(context.app, { first: size, after });
    return WarehouseConnection.of(
      toPage(rows, {
        first: size,
        after,
        cursorOf: ({ priority, id }) => encodeCursor(WAREHOUSES_BY_PRIORITY, [priority, id]),
        nodeOf: (row) => row,
        countAll,
      }),
    );
  }

  @Mutation(() => WarehousePayload, { description: 'For admins.' })
  async warehouseCreate(
    @Arg('input', () => WarehouseCreateInput) input: WarehouseCreateInput,
    @Ctx() context: InventoryContext,
  ): Promise<WarehousePayload> {
    const member = requireRole(context.viewer, 'ADMIN');
    const idempotencyKey = input.idempotencyKey ?? null;
    const warehouse = await createWarehouse(context.app, {
      member,
      warehouse: requireWarehouse(input),
      idempotencyKey,
    });
    if (warehouse) return { warehouse, userErrors: [] };
    const message = 'Another warehouse has this code';
    return {
      warehouse,
      userErrors: [anInputError(STOCK_ERROR_CODES.warehouseCodeTaken, message, ['input', 'code'])],
    };
  }

  @Mutation(() => WarehousePayload, { description: 'Changes what is given; for admins.' })
  async warehouseUpdate(
    @Arg('input', () => WarehouseUpdateInput) input: WarehouseUpdateInput,
    @Ctx() context: InventoryContext,
  ): Promise<WarehousePayload> {
    requireRole(context.viewer, 'ADMIN');
    return { warehouse: await updateWarehouse(context.app, requireWarehouseChanges(input)), userErrors: [] };
  }
}
