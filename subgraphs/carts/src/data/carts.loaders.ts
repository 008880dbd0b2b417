import { alignToKeys, groupByKeys, isId } from '@souk/subgraph-kit';
import DataLoader from 'dataloader';
import { type Cart, mayUseCart } from '../domain/cart.js';
import type { Promotion } from '../domain/promotion.js';
import type { ShippingPlace } from '../domain/shipping.js';
import type { KeptShippingZone, ShippingTariff } from '../domain/shipping-tariff.js';
import type { KeptTaxZone, TaxPeriod } from '../domain/tax-schedule.js';
import { findCarts, findMemberCarts } from './cart.repository.js';
import type { CartsReader } from './database.js';
import { type ReadCart, readPricedCarts } from './priced-cart.repository.js';
import { countPromotions, listPromotions } from './promotion.repository.js';
import { findTariffs } from './shipping-tariff.repository.js';
import { countShippingZones, findShippingPlaces, listShippingZones } from './shipping-zone.repository.js';
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
  /** by name */
  shippingZones(stretch: { after: string | null; limit: number }): Promise<KeptShippingZone[]>;
  shippingZoneCount(): Promise<number>;
  /** by the zone's id; by country and region */
  readonly shippingPlaces: DataLoader<string, readonly ShippingPlace[]>;
  /** by the zone's id; by the option's id */
  readonly tariffs: DataLoader<string, readonly ShippingTariff[]>;
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
  const shippingPlaces = new DataLoader<string, readonly ShippingPlace[]>(async (zoneIds) =>
    groupByKeys(zoneIds, await findShippingPlaces(db, zoneIds), ({ zone }) => zone),
  );
  const tariffs = new DataLoader<string, readonly ShippingTariff[]>((zoneIds) => findTariffs(db, zoneIds));
  return {
    cart,
    memberCart,
    priced,
    promotions: (stretch) => listPromotions(db, stretch),
    promotionCount: () => countPromotions(db),
    taxZones: (stretch) => listTaxZones(db, stretch),
    taxZoneCount: () => countTaxZones(db),
    taxPeriods,
    shippingZones: (stretch) => listShippingZones(db, stretch),
    shippingZoneCount: () => countShippingZones(db),
    shippingPlaces,
    tariffs,
    clearAll() {
      for (const loader of [cart, memberCart, priced, taxPeriods, shippingPlaces, tariffs]) loader.clearAll();
    },
  };
}
