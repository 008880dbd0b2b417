import { returnRequested } from '@souk/events';
import type { UsersDependencies } from '../context.js';
import { tellReturnStep } from '../use-cases/tell-order-progress.js';
import { listen } from './listen.js';

export const onReturnRequested = (app: UsersDependencies) =>
  listen(returnRequested, (heard) => tellReturnStep(app, heard, 'RETURN_REQUESTED', heard.data));
