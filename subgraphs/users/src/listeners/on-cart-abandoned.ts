import { cartAbandoned } from '@souk/events';
import type { UsersDependencies } from '../context.js';
import { tellCartAbandoned } from '../use-cases/tell-members.js';
import { listen } from './listen.js';

export const onCartAbandoned = (app: UsersDependencies) =>
  listen(cartAbandoned, (heard) => tellCartAbandoned(app, heard, heard.data));
