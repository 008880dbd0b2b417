import { orderDelivered } from '@souk/events';
import type { UsersDependencies } from '../context.js';
import { tellOrderStep } from '../use-cases/tell-order-progress.js';
import { listen } from './listen.js';

export const onOrderDelivered = (app: UsersDependencies) =>
  listen(orderDelivered, (heard) => tellOrderStep(app, heard, 'ORDER_DELIVERED', heard.data));
