import { buildSubgraph } from '@souk/subgraph-kit';
import { InputErrorType } from '@souk/subgraph-kit/graphql';
import type { GraphQLSchema } from 'graphql';
import type { UsersContext } from '../context.js';
import { AddressResolver } from './address.resolver.js';
import { AuthResolver } from './auth.resolver.js';
import { NotificationResolver } from './notification.resolver.js';
import { SellerResolver, toSeller } from './seller.resolver.js';
import { UserResolver } from './user.resolver.js';
import { UserType } from './user.type.js';

export function buildUsersSchema(): Promise<GraphQLSchema> {
  return buildSubgraph<UsersContext>({
    resolvers: [AuthResolver, UserResolver, AddressResolver, SellerResolver, NotificationResolver],
    orphanedTypes: [InputErrorType],
    references: {
      User: async ({ id }, { loaders }) => {
        const user = await loaders.user.load(id);
        return user && UserType.of(user);
      },
      Seller: async ({ id }, { loaders }) => toSeller(await loaders.seller.load(id)),
    },
  });
}
