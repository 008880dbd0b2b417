import { requireRole } from '@souk/subgraph-kit';
import { anInputError } from '@souk/subgraph-kit/graphql';
import { Arg, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import type { InventoryContext } from '../context.js';
import { MAX_ON_HAND } from '../domain/adjust-item.js';
import { STOCK_ERROR_CODES } from '../domain/stock.errors.js';
import { type AdjustedStock, adjustStock } from '../use-cases/adjust-stock.js';
import { findStockItemFor } from '../use-cases/find-stock-item.js';
import { requireAdjustment, StockAdjustInput } from './stock-item.inputs.js';
import { aBelowReservedError, StockAdjustPayload, StockItemType } from './stock-item.type.js';
import { aVariantStub, ProductVariantStub } from './stubs/product-variant.stub.js';
import { WarehouseType } from './warehouse.type.js';

@Resolver(() => StockItemType)
export class StockItemResolver {
  @Query(() => StockItemType, { nullable: true, description: 'For admins, and for the seller of the variant.' })
  async stockItem(
    @Arg('variantId', () => ID) variantId: string,
    @Arg('warehouseId', () => ID) warehouseId: string,
    @Ctx() context: InventoryContext,
  ): Promise<StockItemType | null> {
    const member = requireRole(context.viewer, 'SELLER', 'ADMIN');
    return findStockItemFor(context.app, member, { variantId, warehouseId });
  }

  @Mutation(() => StockAdjustPayload, {
    description: 'Counts pieces in or out of a warehouse; for admins, and for the seller of the variant.',
  })
  async stockAdjust(
    @Arg('input', () => StockAdjustInput) input: StockAdjustInput,
    @Ctx() context: InventoryContext,
  ): Promise<StockAdjustPayload> {
    const member = requireRole(context.viewer, 'SELLER', 'ADMIN');
    return toPayload(await adjustStock(context.app, { member, adjustment: requireAdjustment(input) }));
  }

  @FieldResolver(() => ProductVariantStub, { nullable: true })
  variant(@Root() { variantId }: StockItemType): ProductVariantStub {
    return aVariantStub(variantId);
  }

  @FieldResolver(() => Int, {
    nullable: true,
    description: 'When no more than this can be sold over all warehouses, the seller is told; null: he is not.',
  })
  async lowStockThreshold(
    @Root() { variantId }: StockItemType,
    @Ctx() { loaders }: InventoryContext,
  ): Promise<number | null> {
    return (await loaders.stock.load(variantId))?.lowStockThreshold ?? null;
  }

  @FieldResolver(() => WarehouseType)
  warehouse(
    @Root() { warehouseId }: StockItemType,
    @Ctx() { loaders }: InventoryContext,
  ): Promise<WarehouseType | null> {
    return loaders.warehouse.load(warehouseId);
  }
}

function toPayload(result: AdjustedStock): StockAdjustPayload {
  switch (result.kind) {
    case 'adjusted':
      return { stockItem: result.item, userErrors: [] };
    case 'below reserved':
      return { stockItem: null, userErrors: [aBelowReservedError(result)] };
    case 'too many': {
      const message = `A warehouse keeps at most ${MAX_ON_HAND} pieces of a variant`;
      return { stockItem: null, userErrors: [anInputError(STOCK_ERROR_CODES.tooMany, message, ['input', 'delta'])] };
    }
  }
}
