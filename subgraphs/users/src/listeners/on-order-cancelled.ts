import { orderCancelled } from '@souk/events';
import { tellOrderCancelled } from '../use-cases/tell-order-progress.js';
import { listen } from './listen.js';

export const onOrderCancelled = listen(orderCancelled, (heard) => tellOrderCancelled(heard, heard.data));
