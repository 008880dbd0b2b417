import { orderPlaced } from '@souk/events';
import type { UsersDependencies } from '../context.js';
import { tellOrderStep } from '../use-cases/tell-order-progress.js';
import { listen } from './listen.js';

export const onOrderPlaced = (app: UsersDependencies) =>
  listen(orderPlaced, (heard) => tellOrderStep(app, heard, 'ORDER_PLACED', heard.data));
