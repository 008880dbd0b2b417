import { orderRefunded } from '@souk/events';
import type { UsersDependencies } from '../context.js';
import { tellOrderRefunded } from '../use-cases/tell-order-progress.js';
import { listen } from './listen.js';

export const onOrderRefunded = (app: UsersDependencies) =>
  listen(orderRefunded, (heard) => tellOrderRefunded(app, heard, heard.data));
