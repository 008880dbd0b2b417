import { buildSubgraph } from '@souk/subgraph-kit';
import { InputErrorType } from '@souk/subgraph-kit/graphql';
import type { GraphQLSchema } from 'graphql';
import type { CartsContext } from '../context.js';
import { BackInStockResolver } from './back-in-stock.resolver.js';
import { CartResolver } from './cart.resolver.js';
import { CartType } from './cart.type.js';
import { CART_ERROR_TYPES } from './cart-errors.type.js';
import { CartLinesResolver } from './cart-lines.resolver.js';
import { CartTermsResolver } from './cart-terms.resolver.js';
import { PromotionResolver } from './promotion.resolver.js';
import { PromotionUsageFields } from './promotion-usage.fields.js';
import { ShippingZoneResolver } from './shipping-zone.resolver.js';
import { CartsUserStub } from './stubs/user.stub.js';
import { TaxZoneResolver } from './tax-zone.resolver.js';
import { UserCartFields } from './user-cart.fields.js';

export function buildCartsSchema(): Promise<GraphQLSchema> {
  return buildSubgraph<CartsContext>({
    resolvers: [
      BackInStockResolver,
      CartResolver,
      CartLinesResolver,
      CartTermsResolver,
      PromotionResolver,
      PromotionUsageFields,
      ShippingZoneResolver,
      TaxZoneResolver,
      UserCartFields,
    ],
    orphanedTypes: [InputErrorType, ...CART_ERROR_TYPES],
    references: {
      User: ({ id }) => new CartsUserStub(id),
      Cart: async ({ id }, { loaders }) => {
        const cart = await loaders.cart.load(id);
        return cart && new CartType(cart);
      },
    },
  });
}
