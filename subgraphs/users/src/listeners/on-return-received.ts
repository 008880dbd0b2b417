import { returnReceived } from '@souk/events';
import type { UsersDependencies } from '../context.js';
import { tellReturnStep } from '../use-cases/tell-order-progress.js';
import { listen } from './listen.js';

export const onReturnReceived = (app: UsersDependencies) =>
  listen(returnReceived, (heard) => tellReturnStep(app, heard, 'RETURN_RECEIVED', heard.data));
