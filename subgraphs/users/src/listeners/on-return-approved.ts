import { returnApproved } from '@souk/events';
import type { UsersDependencies } from '../context.js';
import { tellReturnStep } from '../use-cases/tell-order-progress.js';
import { listen } from './listen.js';

export const onReturnApproved = (app: UsersDependencies) =>
  listen(returnApproved, (heard) => tellReturnStep(app, heard, 'RETURN_APPROVED', heard.data));
