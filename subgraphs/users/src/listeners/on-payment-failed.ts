import { paymentFailed } from '@souk/events';
import type { UsersDependencies } from '../context.js';
import { tellPaymentFailed } from '../use-cases/tell-order-progress.js';
import { listen } from './listen.js';

export const onPaymentFailed = (app: UsersDependencies) =>
  listen(paymentFailed, (heard) => tellPaymentFailed(app, heard, heard.data));
