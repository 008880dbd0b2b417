import { requireRole } from '@souk/subgraph-kit';
import { Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import type { InventoryContext } from '../context.js';
import { checkLedger } from '../use-cases/check-ledger.js';
import { StockLedgerGapType, StockLedgerReportType } from './stock-ledger.type.js';
import { aVariantStub, ProductVariantStub } from './stubs/product-variant.stub.js';
import { WarehouseType } from './warehouse.type.js';

@Resolver(() => StockLedgerGapType)
export class StockLedgerResolver {
  @Query(() => StockLedgerReportType, { description: 'Reads the whole ledger; for admins.' })
  async stockLedgerCheck(@Ctx() context: InventoryContext): Promise<StockLedgerReportType> {
    requireRole(context.viewer, 'ADMIN');
    return checkLedger(context.app);
  }

  @FieldResolver(() => ProductVariantStub, { nullable: true })
  variant(@Root() { variantId }: StockLedgerGapType): ProductVariantStub {
    return aVariantStub(variantId);
  }

  @FieldResolver(() => WarehouseType)
  warehouse(
    @Root() { warehouseId }: StockLedgerGapType,
    @Ctx() { loaders }: InventoryContext,
  ): Promise<WarehouseType | null> {
    return loaders.warehouse.load(warehouseId);
  }
}
