import { orderShipped } from '@souk/events';
import type { UsersDependencies } from '../context.js';
import { tellOrderShipped } from '../use-cases/tell-order-progress.js';
import { listen } from './listen.js';

export const onOrderShipped = (app: UsersDependencies) =>
  listen(orderShipped, (heard) => tellOrderShipped(app, heard, heard.data));
