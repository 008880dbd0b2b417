import { alignToKeys, groupByKeys, isId } from '@souk/subgraph-kit';
import DataLoader from 'dataloader';
import { type Cart, mayUseCart } from '../domain/cart.js';
import type { Promotion } from '../domain/promotion.js';
import type { KeptTaxZone, TaxPeriod } from '../domain/tax-schedule.js';
import { findCarts, findMemberCarts } from './cart.repository.js';
import type { CartsReader } from './database.js';
import { type ReadCart, readPricedCarts } from './priced-cart.repository.js';
import { countPromotions, listPromotions } from './promotion.repository.js';
import { countTaxZones, findTaxPeriods, listTaxZones, type TaxPlace } from './tax-zone.repository.js';

/** One statement a batch each, eight for `priced`; made for one request. */
export interface CartsLoaders {
  /** by id; null for a malformed or unknown id and for somebody else's cart: the answer does not tell which */
  readonly cart: DataLoader<string, Cart | null>;
  /** by user id; null for a member without a cart */
  readonly memberCart: DataLoader<string, Cart | null>;
  readonly priced: DataLoader<Cart, ReadCart, string>;
  /** newest first */
  promotions(stretch: { after: string | null; limit: number }): Promise<Promotion[]>;
  promotionCount(): Promise<number>;
  /** by country, region and postal prefix */
  taxZones(stretch: { after: TaxPlace | null; limit: number }): Promise<KeptTaxZone[]>;
  taxZoneCount(): Promise<number>;
  /** by the zone's id; all that were, are and are to be, by class and time */
  readonly taxPeriods: DataLoader<string, readonly TaxPeriod[]>;
  /** Forgets everything, because something was written. */
  clearAll(): void;
}

/** @param viewerId  null for a guest */
export function createCartsLoaders(facts: {
  db: CartsReader;
  viewerId: string | null;
  clock: () => Date;
}): CartsLoaders {
  const { db, viewerId, clock } = facts;
  const cart = new DataLoader<string, Cart | null>(async (ids) => {
    const rows = await findCarts(db, ids.filter(isId));
    return alignToKeys(
      ids.map((id) => id.toLowerCase()),
      rows.filter((row) => mayUseCart(row, viewerId)),
      ({ id }) => id,
    );
  });
  const memberCart = new DataLoader<string, Cart | null>(async (userIds) =>
    alignToKeys(userIds, await findMemberCarts(db, userIds.filter(isId)), ({ userId }) => userId ?? ''),
  );
  const priced = new DataLoader<Cart, ReadCart, string>((carts) => readPricedCarts(db, carts, clock()), {
    cacheKeyFn: ({ id, version }) => `${id}:${version}`,
  });
  const taxPeriods = new DataLoader<string, readonly TaxPeriod[]>(async (zoneIds) =>
    groupByKeys(zoneIds, await findTaxPeriods(db, zoneIds), ({ zoneId }) => zoneId),
  );
  return {
    cart,
    memberCart,
    priced,
    promotions: (stretch) => listPromotions(db, stretch),
    promotionCount: () => countPromotions(db),
    taxZones: (stretch) => listTaxZones(db, stretch),
    taxZoneCount: () => countTaxZones(db),
    taxPeriods,
    clearAll() {
      for (const loader of [cart, memberCart, priced, taxPeriods]) loader.clearAll();
    },
  };
}
