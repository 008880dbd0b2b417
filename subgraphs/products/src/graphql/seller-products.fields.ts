import { encodeCursor } from '@souk/subgraph-kit';
import { pageSize, toPage } from '@souk/subgraph-kit/graphql';
import { Arg, Ctx, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import type { ProductsContext } from '../context.js';
import { idOfCursor } from './id-cursor.js';
import { ProductConnection, toProduct } from './product.type.js';
import { SellerStub } from './stubs/seller.stub.js';

const SORT = 'seller-products';

@Resolver(() => SellerStub)
export class SellerProductsFields {
  @FieldResolver(() => ProductConnection, { nullable: true, description: 'What the seller sells, newest first.' })
  async products(
    @Root() seller: SellerStub,
    @Ctx() { loaders }: ProductsContext,
    @Arg('first', () => Int, { nullable: true }) firstAsked?: number | null,
    @Arg('after', () => String, { nullable: true }) after?: string | null,
  ): Promise<InstanceType<typeof ProductConnection>> {
    const first = pageSize(firstAsked);
    const afterId = idOfCursor(SORT, after);
    const ids = await loaders.productIdsBySeller.load({ ownerId: seller.id, first, afterId });
    const products = await Promise.all(ids.map((id) => loaders.productById.load(id)));
    const page = toPage(
      products.filter((product) => product !== null),
      {
        first,
        after,
        cursorOf: (product) => encodeCursor(SORT, [product.id]),
        nodeOf: toProduct,
        countAll: () => loaders.productCountBySeller.load(seller.id),
      },
    );
    return ProductConnection.of(page);
  }
}
