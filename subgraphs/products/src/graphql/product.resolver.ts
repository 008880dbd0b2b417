import { pageSize, toPage } from '@souk/subgraph-kit/graphql';
import { Arg, Ctx, ID, Int, Query, Resolver } from 'type-graphql';
import type { ProductsContext } from '../context.js';
import { PRODUCT_SORTS, type ProductSort, requireFilter } from '../domain/search-request.js';
import { searchProducts } from '../use-cases/search-products.js';
import { keptFor } from './kept-for.js';
import { cursorOf, listedOf } from './list-cursor.js';
import { loadListed } from './load-listed.js';
import { ProductConnection, ProductType, toProduct } from './product.type.js';
import { ProductFilterInput } from './product-list.inputs.js';
import { ProductVariantType, toVariant } from './product-variant.type.js';
import { requireOneOf } from './require-one-of.js';

@Resolver()
export class ProductResolver {
  @Query(() => ProductType, { nullable: true, description: 'By id or slug; archived ones too.' })
  async product(
    @Ctx() { loaders }: ProductsContext,
    @Arg('id', () => ID, { nullable: true }) id?: string | null,
    @Arg('slug', () => String, { nullable: true }) slug?: string | null,
  ): Promise<ProductType | null> {
    const key = requireOneOf({ id, slug });
    const product = await (key.name === 'id' ? loaders.productById : loaders.productBySlug).load(key.value);
    return product && toProduct(product);
  }

  @Query(() => ProductVariantType, { nullable: true, description: 'By id or SKU; archived ones too.' })
  async productVariant(
    @Ctx() { loaders }: ProductsContext,
    @Arg('id', () => ID, { nullable: true }) id?: string | null,
    @Arg('sku', () => String, { nullable: true }) sku?: string | null,
  ): Promise<ProductVariantType | null> {
    const key = requireOneOf({ id, sku });
    const variant = await (key.name === 'id' ? loaders.variantById : loaders.variantBySku).load(key.value);
    return variant && toVariant(variant);
  }

  @keptFor.tenSeconds()
  @Query(() => ProductConnection, { description: 'What can be bought.' })
  async products(
    @Ctx() context: ProductsContext,
    @Arg('first', () => Int, { nullable: true }) firstAsked?: number | null,
    @Arg('after', () => String, { nullable: true }) after?: string | null,
    @Arg('filter', () => ProductFilterInput, { nullable: true }) filter?: ProductFilterInput | null,
    @Arg('sort', () => PRODUCT_SORTS, { nullable: true }) sortAsked?: ProductSort | null,
  ): Promise<InstanceType<typeof ProductConnection>> {
    const first = pageSize(firstAsked);
    const sort = sortAsked ?? 'NEWEST';
    const request = { query: null, filter: requireFilter(filter), sort };
    const found = await searchProducts(context.app, request, { first, after: listedOf(sort, after) });
    const page = toPage(await loadListed(context, found.listed), {
      first,
      after,
      cursorOf: (row) => cursorOf(sort, row.listed),
      nodeOf: (row) => toProduct(row.product),
      countAll: found.countAll,
    });
    return ProductConnection.of(page);
  }
}
