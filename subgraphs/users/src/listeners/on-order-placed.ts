import { orderPlaced } from '@souk/events';
import { tellOrderReceived } from '../use-cases/tell-order-progress.js';
import { listen } from './listen.js';

export const onOrderPlaced = listen(orderPlaced, (heard) => tellOrderReceived(heard, heard.data));
