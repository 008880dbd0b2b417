import { encodeCursor, requireId, requireRole } from '@souk/subgraph-kit';
import { pageSize, toPage } from '@souk/subgraph-kit/graphql';
import { Arg, Ctx, FieldResolver, ID, Int, Query, Resolver, Root } from 'type-graphql';
import type { InventoryContext } from '../context.js';
import { listStockMovements, NEWEST_MOVEMENTS } from '../use-cases/list-stock-movements.js';
import { StockMovementConnection, StockMovementType } from './stock-movement.type.js';
import { aVariantStub, ProductVariantStub } from './stubs/product-variant.stub.js';
import { WarehouseType } from './warehouse.type.js';

@Resolver(() => StockMovementType)
export class StockMovementResolver {
  @Query(() => StockMovementConnection, {
    description: 'Newest first; for admins, and for sellers of their own variants.',
  })
  async stockMovements(
    @Ctx() context: InventoryContext,
    @Arg('first', () => Int, { nullable: true }) first?: number | null,
    @Arg('after', () => String, { nullable: true }) after: string | null = null,
    @Arg('variantId', () => ID, { nullable: true }) variantId: string | null = null,
    @Arg('warehouseId', () => ID, { nullable: true }) warehouseId: string | null = null,
  ) {
    const member = requireRole(context.viewer, 'SELLER', 'ADMIN');
    const size = pageSize(first);
    const { rows, countAll } = await listStockMovements(context.app, {
      member,
      first: size,
      after,
      variantId: variantId === null ? null : requireId(variantId, ['variantId']),
      warehouseId: warehouseId === null ? null : requireId(warehouseId, ['warehouseId']),
    });
    return StockMovementConnection.of(
      toPage(rows, {
        first: size,
        after,
        cursorOf: ({ id }) => encodeCursor(NEWEST_MOVEMENTS, [id]),
        nodeOf: (row) => row,
        countAll,
      }),
    );
  }

  @FieldResolver(() => ProductVariantStub, { nullable: true })
  variant(@Root() { variantId }: StockMovementType): ProductVariantStub {
    return aVariantStub(variantId);
  }

  @FieldResolver(() => WarehouseType)
  warehouse(
    @Root() { warehouseId }: StockMovementType,
    @Ctx() { loaders }: InventoryContext,
  ): Promise<WarehouseType | null> {
    return loaders.warehouse.load(warehouseId);
  }
}
