import { buildSubgraph, NO_PUB_SUB } from '@souk/subgraph-kit';
import { InputErrorType } from '@souk/subgraph-kit/graphql';
import type { GraphQLSchema } from 'graphql';
import type { PubSub } from 'type-graphql';
import type { OrdersContext } from '../context.js';
import { FulfilmentResolver } from './fulfilment.resolver.js';
import {
  CheckoutRefusedErrorType,
  OutOfStockErrorType,
  PaymentDeclinedErrorType,
  TotalChangedErrorType,
} from './order.errors.type.js';
import { OrderResolver } from './order.resolver.js';
import { toOrder } from './order.type.js';
import { OrderCancelResolver } from './order-cancel.resolver.js';
import { OrderNoteResolver } from './order-note.resolver.js';
import { OrderPlaceResolver } from './order-place.resolver.js';
import { OrderRefundResolver } from './order-refund.resolver.js';
import { OrderStatusSubscription } from './order-status.subscription.js';
import { OutstandingResolver } from './outstanding.resolver.js';
import { findReadableOrder, findReadablePart } from './readable-order.js';
import { ReturnResolver } from './return.resolver.js';
import { ReturnListResolver } from './return-list.resolver.js';
import { ReturnStepsResolver } from './return-steps.resolver.js';
import { toSellerOrder } from './seller-order.type.js';
import { SellerOrdersFields } from './seller-orders.fields.js';
import { SellerStub, sellerStub } from './stubs/seller.stub.js';
import { userStub } from './stubs/user.stub.js';
import { UserOrdersFields } from './user-orders.fields.js';

/** @param pubSub  not needed for printing */
export function buildOrdersSchema(pubSub: PubSub = NO_PUB_SUB): Promise<GraphQLSchema> {
  return buildSubgraph<OrdersContext>({
    resolvers: [
      OrderResolver,
      OrderPlaceResolver,
      OrderCancelResolver,
      OrderRefundResolver,
      OutstandingResolver,
      FulfilmentResolver,
      ReturnResolver,
      ReturnListResolver,
      ReturnStepsResolver,
      OrderNoteResolver,
      OrderStatusSubscription,
      UserOrdersFields,
      SellerOrdersFields,
    ],
    orphanedTypes: [
      SellerStub,
      InputErrorType,
      CheckoutRefusedErrorType,
      TotalChangedErrorType,
      OutOfStockErrorType,
      PaymentDeclinedErrorType,
    ],
    references: {
      Order: async ({ id }, context) => {
        const seen = await findReadableOrder(context, id);
        return seen && toOrder(seen);
      },
      SellerOrder: async ({ id }, context) => {
        const seen = await findReadablePart(context, id);
        return seen && toSellerOrder(seen);
      },
      User: ({ id }) => userStub(id),
      Seller: ({ id }) => sellerStub(id),
    },
    pubSub,
  });
}
