import { backInStock } from '@souk/events';
import type { UsersDependencies } from '../context.js';
import { tellBackInStock } from '../use-cases/tell-members.js';
import { listen } from './listen.js';

export const onBackInStock = (app: UsersDependencies) =>
  listen(backInStock, (heard) => tellBackInStock(app, heard, heard.data));
