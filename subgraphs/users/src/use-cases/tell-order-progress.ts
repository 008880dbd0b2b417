import type { EventData, OrderFacts, orderCancelled, orderShipped } from '@souk/events';
import { type AfterCommit, isCurrency } from '@souk/subgraph-kit';
import * as messages from '../domain/messages.js';
import { type Occasion, tellPerson } from './tell-person.js';

type Told = Promise<AfterCommit | undefined>;

/** Each tells who ordered what became of the order: by mail, and by SMS when a parcel moves. */
export function tellOrderReceived(occasion: Occasion, order: OrderFacts): Told {
  return tellPerson(occasion, { email: order.email, message: messages.orderReceived(inMessage(order)) });
}

export function tellOrderConfirmed(occasion: Occasion, order: OrderFacts): Told {
  return tellPerson(occasion, { email: order.email, message: messages.orderConfirmed(inMessage(order)) });
}

export function tellOrderShipped(occasion: Occasion, order: EventData<typeof orderShipped>): Told {
  const { email, phone } = order;
  return tellPerson(occasion, { email, phone, message: messages.orderShipped(inMessage(order), order) });
}

export function tellOrderDelivered(occasion: Occasion, order: OrderFacts): Told {
  const { email, phone } = order;
  return tellPerson(occasion, { email, phone, message: messages.orderDelivered(inMessage(order)) });
}

export function tellOrderCancelled(occasion: Occasion, order: EventData<typeof orderCancelled>): Told {
  return tellPerson(occasion, { email: order.email, message: messages.orderCancelled(inMessage(order), order) });
}

function inMessage({ number, currency, totals, lines }: OrderFacts): messages.OrderInMessage {
  if (!isCurrency(currency)) throw new Error(`An order in ${currency}, which we do not price in`);
  return { number, currency, totalMinor: totals.totalMinor, lines };
}
