import { orderDelivered } from '@souk/events';
import { tellOrderDelivered } from '../use-cases/tell-order-progress.js';
import { listen } from './listen.js';

export const onOrderDelivered = listen(orderDelivered, (heard) => tellOrderDelivered(heard, heard.data));
