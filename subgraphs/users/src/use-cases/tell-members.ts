import type { backInStock, cartAbandoned, EventData, stockRanLow, userRegistered } from '@souk/events';
import type { UsersDependencies } from '../context.js';
import { notify, type Occasion } from './notify.js';
import { requireCurrency } from './tell-order-progress.js';

type Told = Promise<undefined>;

export function welcomeUser(
  app: UsersDependencies,
  occasion: Occasion,
  { userId, email, firstName }: EventData<typeof userRegistered>,
): Told {
  return notify(app, occasion, { kind: 'WELCOME', facts: { firstName }, to: [{ userId, email }] });
}

export function tellBackInStock(
  app: UsersDependencies,
  occasion: Occasion,
  { name, userIds }: EventData<typeof backInStock>,
): Told {
  const to = [...new Set(userIds)].map((userId) => ({ userId }));
  return notify(app, occasion, { kind: 'BACK_IN_STOCK', facts: { name }, to });
}

export function tellCartAbandoned(
  app: UsersDependencies,
  occasion: Occasion,
  { userId, lines, subtotalMinor, currency }: EventData<typeof cartAbandoned>,
): Told {
  const facts = { lines, total: { minorUnits: subtotalMinor, currency: requireCurrency(currency) } };
  return notify(app, occasion, { kind: 'CART_ABANDONED', facts, to: [{ userId }] });
}

/** The seller's id is that of the user who sells. */
export function tellStockRanLow(
  app: UsersDependencies,
  occasion: Occasion,
  { sellerId, name, sku, availableQuantity: available }: EventData<typeof stockRanLow>,
): Told {
  return notify(app, occasion, { kind: 'LOW_STOCK', facts: { name, sku, available }, to: [{ userId: sellerId }] });
}
