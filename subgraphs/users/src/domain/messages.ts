import { type Currency, formatAmount } from '@souk/subgraph-kit';

export interface Message {
  readonly subject: string;
  readonly body: string;
}

/** What a message about an order needs to know of it. */
export interface OrderInMessage {
  readonly number: string;
  readonly currency: Currency;
  readonly totalMinor: number;
  readonly lines: readonly { readonly name: string; readonly quantity: number }[];
}

export interface ParcelInMessage {
  readonly carrier: string;
  readonly trackingNumber: string;
  readonly trackingUrl: string | null;
}

export function welcome(firstName: string): Message {
  return { subject: 'Welcome to Souk', body: `Hello ${firstName},\n\nyour account is ready. Enjoy the market.` };
}

export function orderReceived(order: OrderInMessage): Message {
  return {
    subject: `We received your order ${order.number}`,
    body: `Thank you. We hold these for you until the payment is made:\n\n${listOf(order)}`,
  };
}

export function orderConfirmed(order: OrderInMessage): Message {
  return {
    subject: `Your order ${order.number} is confirmed`,
    body: `Your payment arrived and the warehouse is packing:\n\n${listOf(order)}`,
  };
}

export function orderShipped(order: OrderInMessage, parcel: ParcelInMessage): Message {
  const link = parcel.trackingUrl ? `\n${parcel.trackingUrl}` : '';
  return {
    subject: `Your order ${order.number} is on its way`,
    body: `${parcel.carrier} has your parcel, tracking number ${parcel.trackingNumber}.${link}`,
  };
}

export function orderDelivered(order: OrderInMessage): Message {
  return { subject: `Your order ${order.number} has arrived`, body: `Everything is delivered:\n\n${listOf(order)}` };
}

export function orderCancelled(order: OrderInMessage, facts: { reason: string; refundedMinor: number }): Message {
  const refund = facts.refundedMinor
    ? `\n\n${formatAmount(facts.refundedMinor, order.currency)} ${order.currency} go back to your card.`
    : '';
  return { subject: `Your order ${order.number} was cancelled`, body: `Reason: ${facts.reason}.${refund}` };
}

function listOf(order: OrderInMessage): string {
  const lines = order.lines.map(({ name, quantity }) => `  ${quantity} × ${name}`);
  return `${lines.join('\n')}\n\nTotal ${formatAmount(order.totalMinor, order.currency)} ${order.currency}`;
}
