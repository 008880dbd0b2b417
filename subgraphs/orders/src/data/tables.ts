export { idempotencyKeys, inbox } from '@souk/subgraph-kit/tables';
export * from './document.tables.js';
export * from './order.tables.js';
export * from './payment.tables.js';
export * from './return.tables.js';
export * from './shipment.tables.js';
