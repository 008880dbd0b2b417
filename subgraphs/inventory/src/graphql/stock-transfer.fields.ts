import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { InventoryContext } from '../context.js';
import { StockTransferLineType, StockTransferType } from './stock-transfer.type.js';
import { aVariantStub, ProductVariantStub } from './stubs/product-variant.stub.js';
import { WarehouseType } from './warehouse.type.js';

@Resolver(() => StockTransferType)
export class StockTransferFields {
  @FieldResolver(() => WarehouseType)
  from(
    @Root() { fromWarehouseId }: StockTransferType,
    @Ctx() { loaders }: InventoryContext,
  ): Promise<WarehouseType | null> {
    return loaders.warehouse.load(fromWarehouseId);
  }

  @FieldResolver(() => WarehouseType)
  to(
    @Root() { toWarehouseId }: StockTransferType,
    @Ctx() { loaders }: InventoryContext,
  ): Promise<WarehouseType | null> {
    return loaders.warehouse.load(toWarehouseId);
  }

  @FieldResolver(() => [StockTransferLineType], { description: 'At most 200.' })
  lines(@Root() { id }: StockTransferType, @Ctx() { loaders }: InventoryContext): Promise<StockTransferLineType[]> {
    return loaders.transferLines.load(id);
  }
}

@Resolver(() => StockTransferLineType)
export class StockTransferLineFields {
  @FieldResolver(() => ProductVariantStub, { nullable: true })
  variant(@Root() { variantId }: StockTransferLineType): ProductVariantStub {
    return aVariantStub(variantId);
  }
}
