import { connectionOf } from '@souk/subgraph-kit/graphql';
import { SellerOrderType } from './seller-order.type.js';

export const SellerOrderConnection = connectionOf('SellerOrder', () => SellerOrderType);
export type SellerOrderConnection = InstanceType<typeof SellerOrderConnection>;
