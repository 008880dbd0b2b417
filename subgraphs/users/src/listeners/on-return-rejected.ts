import { returnRejected } from '@souk/events';
import type { UsersDependencies } from '../context.js';
import { tellReturnStep } from '../use-cases/tell-order-progress.js';
import { listen } from './listen.js';

export const onReturnRejected = (app: UsersDependencies) =>
  listen(returnRejected, (heard) => tellReturnStep(app, heard, 'RETURN_REJECTED', heard.data));
