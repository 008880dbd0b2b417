import { registerEnumType } from 'type-graphql';
import { FulfillmentStatus, OrderStatus, PaymentStatus } from '../domain/order-status.js';

registerEnumType(OrderStatus, { name: 'OrderStatus' });
registerEnumType(PaymentStatus, { name: 'PaymentStatus' });
registerEnumType(FulfillmentStatus, { name: 'FulfillmentStatus' });

export { FulfillmentStatus, OrderStatus, PaymentStatus };
