import { orderPaid } from '@souk/events';
import { tellOrderConfirmed } from '../use-cases/tell-order-progress.js';
import { listen } from './listen.js';

export const onOrderPaid = listen(orderPaid, (heard) => tellOrderConfirmed(heard, heard.data));
