import { stockChanged } from '@souk/events';
import { rememberStock } from '../use-cases/remember-stock.js';
import { listen } from './listen.js';

export const onStockChanged = listen(stockChanged, async ({ tx, data, version }) => {
  await rememberStock(tx, { ...data, version });
  return undefined;
});
