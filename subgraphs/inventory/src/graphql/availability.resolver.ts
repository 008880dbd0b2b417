import { hasRole, type Viewer } from '@souk/subgraph-kit';
import { Ctx, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import type { InventoryContext } from '../context.js';
import { LOW_STOCK_QUANTITY, visibleQuantity } from '../domain/visible-quantity.js';
import { AvailabilityType, WarehouseStockType } from './availability.type.js';

@Resolver(() => AvailabilityType)
export class AvailabilityResolver {
  @FieldResolver(() => Int, {
    nullable: true,
    description: `Pieces on the shelves of all warehouses, for sellers and admins; for everyone when at most ${LOW_STOCK_QUANTITY} are left.`,
  })
  availableQuantity(@Root() { available }: AvailabilityType, @Ctx() { viewer }: InventoryContext): number | null {
    return visibleQuantity(available, { isStaff: isStaff(viewer) });
  }

  @FieldResolver(() => [WarehouseStockType], {
    nullable: true,
    description: 'In the order in which they are asked; null unless a seller or an admin asks.',
  })
  async warehouses(
    @Root() { variantId }: AvailabilityType,
    @Ctx() { viewer, loaders }: InventoryContext,
  ): Promise<readonly WarehouseStockType[] | null> {
    return isStaff(viewer) ? loaders.supplies.load(variantId) : null;
  }
}

function isStaff(viewer: Viewer): boolean {
  return hasRole(viewer, 'SELLER') || hasRole(viewer, 'ADMIN');
}
