import { buildSubgraph, type ReferenceResolver } from '@souk/subgraph-kit';
import { InputErrorType } from '@souk/subgraph-kit/graphql';
import type { GraphQLSchema } from 'graphql';
import type { InventoryContext } from '../context.js';
import { AvailabilityResolver } from './availability.resolver.js';
import { ProductStockFields } from './product-stock.fields.js';
import { ProductVariantAvailabilityFields } from './product-variant-availability.fields.js';
import { StockCountFields, StockCountLineFields } from './stock-count.fields.js';
import { StockCountResolver } from './stock-count.resolver.js';
import { StockCountBelowReservedErrorType } from './stock-count.type.js';
import { StockImportResolver } from './stock-import.resolver.js';
import { StockItemResolver } from './stock-item.resolver.js';
import { StockBelowReservedErrorType } from './stock-item.type.js';
import { StockLedgerResolver } from './stock-ledger.resolver.js';
import { StockMovementResolver } from './stock-movement.resolver.js';
import { StockRulesResolver } from './stock-rules.resolver.js';
import { StockTransferFields, StockTransferLineFields } from './stock-transfer.fields.js';
import { StockTransferResolver } from './stock-transfer.resolver.js';
import { StockTransferShortErrorType } from './stock-transfer.type.js';
import { ProductStub } from './stubs/product.stub.js';
import { WarehouseResolver } from './warehouse.resolver.js';

/** What inventory adds to another's entity it finds by the key alone, in the fields. */
const asItIs: ReferenceResolver<InventoryContext> = (reference) => reference;

/** Needs no database: also the schema pipeline builds it. */
export function buildInventorySchema(): Promise<GraphQLSchema> {
  return buildSubgraph<InventoryContext>({
    resolvers: [
      WarehouseResolver,
      StockItemResolver,
      StockMovementResolver,
      StockLedgerResolver,
      StockRulesResolver,
      StockTransferResolver,
      StockTransferFields,
      StockTransferLineFields,
      StockImportResolver,
      StockCountResolver,
      StockCountFields,
      StockCountLineFields,
      AvailabilityResolver,
      ProductVariantAvailabilityFields,
      ProductStockFields,
    ],
    orphanedTypes: [
      ProductStub,
      InputErrorType,
      StockBelowReservedErrorType,
      StockTransferShortErrorType,
      StockCountBelowReservedErrorType,
    ],
    references: { Product: asItIs, ProductVariant: asItIs },
  });
}
