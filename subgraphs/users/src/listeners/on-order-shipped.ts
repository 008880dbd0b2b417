import { orderShipped } from '@souk/events';
import { tellOrderShipped } from '../use-cases/tell-order-progress.js';
import { listen } from './listen.js';

export const onOrderShipped = listen(orderShipped, (heard) => tellOrderShipped(heard, heard.data));
