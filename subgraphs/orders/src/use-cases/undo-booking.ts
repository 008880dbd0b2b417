import { ServiceUnavailableError } from '@souk/subgraph-kit';
import type { Booking } from './booking.js';
import type { OrdersDependencies } from './dependencies.js';

type Needed = Pick<OrdersDependencies, 'checkout' | 'logger'>;

/** Should carts not answer, it asks what became of the order once the claims' time is over. */
export async function giveRedemptionsBack({ checkout, logger }: Needed, { orderId, requestId }: Booking) {
  try {
    await checkout.releaseRedemptions(orderId, requestId);
  } catch (error) {
    if (!(error instanceof ServiceUnavailableError)) throw error;
    logger.warn({ err: error, orderId }, 'redemptions will be given back later');
  }
}

/** Should inventory not answer, the reservation's time limit does it. */
export async function giveStockBack({ checkout, logger }: Needed, { orderId, requestId }: Booking) {
  try {
    await checkout.release(orderId, requestId);
  } catch (error) {
    if (!(error instanceof ServiceUnavailableError)) throw error;
    logger.warn({ err: error, orderId }, 'the stock will be free later');
  }
}
