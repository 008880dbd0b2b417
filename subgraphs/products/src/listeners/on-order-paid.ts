import { orderPaid } from '@souk/events';
import { countSales } from '../use-cases/count-sales.js';
import { listen } from './listen.js';

export const onOrderPaid = listen(orderPaid, async ({ tx, data }) => {
  await countSales(tx, data.lines);
  return undefined;
});
