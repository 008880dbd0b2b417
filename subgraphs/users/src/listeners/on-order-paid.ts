import { orderPaid } from '@souk/events';
import type { UsersDependencies } from '../context.js';
import { tellOrderStep } from '../use-cases/tell-order-progress.js';
import { listen } from './listen.js';

export const onOrderPaid = (app: UsersDependencies) =>
  listen(orderPaid, (heard) => tellOrderStep(app, heard, 'ORDER_PAID', heard.data));
