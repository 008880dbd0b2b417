import { connectionOf } from '@souk/subgraph-kit/graphql';
import { OrderType } from './order.type.js';

export const OrderConnection = connectionOf('Order', () => OrderType);
export type OrderConnection = InstanceType<typeof OrderConnection>;
