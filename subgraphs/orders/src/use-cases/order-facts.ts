import type { OrderFacts } from '@souk/events';
import type { OrdersTransaction } from '../data/database.js';
import { linesOfOrder } from '../data/order.repository.js';
import type { Order, OrderLine } from '../domain/order.js';

/** What every event of an order says. */
export function factsOf(order: Order, lines: readonly OrderLine[]): OrderFacts {
  return {
    orderId: order.id,
    number: order.number,
    cartId: order.cartId,
    userId: order.userId,
    email: order.email,
    phone: order.shippingAddress.phone,
    currency: order.currency,
    totals: {
      subtotalMinor: order.subtotalMinor,
      discountMinor: order.discountMinor,
      shippingMinor: order.shippingMinor,
      taxMinor: order.taxMinor,
      totalMinor: order.totalMinor,
    },
    lines: lines.map(({ variantId, productId, sku, name, quantity, unitPriceMinor }) => ({
      variantId,
      productId,
      sku,
      name,
      quantity,
      unitPriceMinor,
    })),
  };
}

export async function readFacts(tx: OrdersTransaction, order: Order): Promise<OrderFacts> {
  return factsOf(order, await linesOfOrder(tx, order.id));
}
