export const CHANNELS = ['MAIL', 'SMS'] as const;
export type Channel = (typeof CHANNELS)[number];

/** Everything that people are written about. */
export const NOTIFICATION_KINDS = [
  'WELCOME',
  'ORDER_PLACED',
  'ORDER_PAID',
  'PAYMENT_FAILED',
  'ORDER_SHIPPED',
  'ORDER_DELIVERED',
  'ORDER_CANCELLED',
  'ORDER_REFUNDED',
  'RETURN_REQUESTED',
  'RETURN_APPROVED',
  'RETURN_REJECTED',
  'RETURN_RECEIVED',
  'BACK_IN_STOCK',
  'CART_ABANDONED',
  'LOW_STOCK',
] as const;
export type NotificationKind = (typeof NOTIFICATION_KINDS)[number];

/**
 * REQUIRED is sent whatever the person wishes; ON until the person declines; OFF only to who asks for it; NEVER is not offered.
 * Somebody without an account gets what is REQUIRED or ON.
 */
export type Rule = 'REQUIRED' | 'ON' | 'OFF' | 'NEVER';

const RULES: Readonly<Record<NotificationKind, Readonly<Record<Channel, Rule>>>> = {
  /** the owner of an address must learn that somebody made an account with it */
  WELCOME: { MAIL: 'REQUIRED', SMS: 'NEVER' },
  /** Directive 2000/31/EC art. 11(1): receipt of the order is acknowledged */
  ORDER_PLACED: { MAIL: 'REQUIRED', SMS: 'OFF' },
  /** Directive 2011/83/EU art. 8(7): the contract is confirmed on a durable medium */
  ORDER_PAID: { MAIL: 'REQUIRED', SMS: 'OFF' },
  PAYMENT_FAILED: { MAIL: 'ON', SMS: 'OFF' },
  ORDER_SHIPPED: { MAIL: 'ON', SMS: 'ON' },
  ORDER_DELIVERED: { MAIL: 'ON', SMS: 'ON' },
  /** the contract ends, and with it what was confirmed */
  ORDER_CANCELLED: { MAIL: 'REQUIRED', SMS: 'OFF' },
  ORDER_REFUNDED: { MAIL: 'REQUIRED', SMS: 'OFF' },
  /** Directive 2011/83/EU art. 11(3): receipt of a withdrawal is acknowledged on a durable medium */
  RETURN_REQUESTED: { MAIL: 'REQUIRED', SMS: 'OFF' },
  RETURN_APPROVED: { MAIL: 'ON', SMS: 'OFF' },
  RETURN_REJECTED: { MAIL: 'REQUIRED', SMS: 'OFF' },
  RETURN_RECEIVED: { MAIL: 'ON', SMS: 'OFF' },
  /** the member asked to be told of this very variant: that was the opt-in */
  BACK_IN_STOCK: { MAIL: 'ON', SMS: 'OFF' },
  /** Directive 2002/58/EC art. 13: marketing needs consent */
  CART_ABANDONED: { MAIL: 'OFF', SMS: 'OFF' },
  LOW_STOCK: { MAIL: 'ON', SMS: 'OFF' },
};

export function ruleOf(kind: NotificationKind, channel: Channel): Rule {
  return RULES[kind][channel];
}
