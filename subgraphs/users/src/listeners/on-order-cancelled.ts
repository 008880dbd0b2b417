import { orderCancelled } from '@souk/events';
import type { UsersDependencies } from '../context.js';
import { tellOrderCancelled } from '../use-cases/tell-order-progress.js';
import { listen } from './listen.js';

export const onOrderCancelled = (app: UsersDependencies) =>
  listen(orderCancelled, (heard) => tellOrderCancelled(app, heard, heard.data));
