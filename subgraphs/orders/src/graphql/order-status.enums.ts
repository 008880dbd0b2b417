import { registerEnumType } from 'type-graphql';
import { FulfillmentStatus, OrderStatus } from '../domain/order-status.js';
import { PaymentStatus } from '../domain/payment-status.js';

registerEnumType(OrderStatus, { name: 'OrderStatus' });
registerEnumType(PaymentStatus, { name: 'PaymentStatus' });
registerEnumType(FulfillmentStatus, { name: 'FulfillmentStatus' });

export { FulfillmentStatus, OrderStatus, PaymentStatus };
