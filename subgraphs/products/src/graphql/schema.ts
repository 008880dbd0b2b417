import { buildSubgraph } from '@souk/subgraph-kit';
import { InputErrorType } from '@souk/subgraph-kit/graphql';
import type { GraphQLSchema } from 'graphql';
import type { ProductsContext } from '../context.js';
import { CategoryMutations } from './category.mutations.js';
import { CategoryResolver } from './category.resolver.js';
import { ProductMutations } from './product.mutations.js';
import { ProductResolver } from './product.resolver.js';
import { toProduct } from './product.type.js';
import { ProductReviewsFields } from './product-reviews.fields.js';
import { ProductSearchResolver } from './product-search.resolver.js';
import { toVariant } from './product-variant.type.js';
import { ReviewMutations } from './review.mutations.js';
import { SellerProductsFields } from './seller-products.fields.js';
import { VariantMutations } from './variant.mutations.js';
import { VariantProductFields } from './variant-product.fields.js';

export function buildProductsSchema(): Promise<GraphQLSchema> {
  return buildSubgraph<ProductsContext>({
    resolvers: [
      CategoryResolver,
      CategoryMutations,
      ProductMutations,
      ProductResolver,
      ReviewMutations,
      VariantMutations,
      ProductSearchResolver,
      ProductReviewsFields,
      SellerProductsFields,
      VariantProductFields,
    ],
    orphanedTypes: [InputErrorType],
    references: {
      Product: async ({ id }, { loaders }) => {
        const product = await loaders.productById.load(id);
        return product && toProduct(product);
      },
      ProductVariant: async ({ id }, { loaders }) => {
        const variant = await loaders.variantById.load(id);
        return variant && toVariant(variant);
      },
      Seller: ({ id }) => ({ id }),
    },
  });
}
