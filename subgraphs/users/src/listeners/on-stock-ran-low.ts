import { stockRanLow } from '@souk/events';
import type { UsersDependencies } from '../context.js';
import { tellStockRanLow } from '../use-cases/tell-members.js';
import { listen } from './listen.js';

export const onStockRanLow = (app: UsersDependencies) =>
  listen(stockRanLow, (heard) => tellStockRanLow(app, heard, heard.data));
