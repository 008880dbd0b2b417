import { onOrderPaid } from './on-order-paid.js';
import { onStockChanged } from './on-stock-changed.js';

export const productsListeners = [onOrderPaid, onStockChanged];
