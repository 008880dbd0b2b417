import { alignToKeys, groupByKeys } from '@souk/subgraph-kit';
import DataLoader from 'dataloader';
import type { OrderPart } from '../domain/seller-part.js';
import type { OrdersReader } from './database.js';
import {
  countOwnedOrders,
  listOrdersOfBuyers,
  listPartsOfSellers,
  type OrderStretch,
  type Ownership,
} from './order-list.repository.js';

/** One owner's stretch of orders. */
export interface OwnedStretch extends OrderStretch {
  readonly ownerId: string;
}

export interface OwnedKind {
  readonly ownership: Ownership;
  readonly ownerId: string;
  readonly status: OrderStretch['status'];
}

/** Lists by owner. */
export interface OrderListLoaders {
  /** ids of orders, newest first */
  readonly ordersOfBuyer: DataLoader<OwnedStretch, string[], string>;
  /** newest first */
  readonly partsOfSeller: DataLoader<OwnedStretch, OrderPart[], string>;
  readonly ownedCount: DataLoader<OwnedKind, number, string>;
}

export function createOrderListLoaders(db: OrdersReader): OrderListLoaders {
  return {
    ordersOfBuyer: ordersOfBuyerLoader(db),
    partsOfSeller: partsOfSellerLoader(db),
    ownedCount: ownedCountLoader(db),
  };
}

function ordersOfBuyerLoader(db: OrdersReader): OrderListLoaders['ordersOfBuyer'] {
  return new DataLoader(
    inGroups(async (stretch, buyerIds) => {
      const owned = await listOrdersOfBuyers(db, buyerIds, stretch);
      return groupByKeys(buyerIds, owned, ({ ownerId }) => ownerId).map((group) => group.map(({ orderId }) => orderId));
    }),
    { cacheKeyFn: (key) => JSON.stringify(key) },
  );
}

function partsOfSellerLoader(db: OrdersReader): OrderListLoaders['partsOfSeller'] {
  return new DataLoader(
    inGroups(async (stretch, sellerIds) => {
      const parts = await listPartsOfSellers(db, sellerIds, stretch);
      return groupByKeys(sellerIds, parts, ({ sellerId }) => sellerId);
    }),
    { cacheKeyFn: (key) => JSON.stringify(key) },
  );
}

function ownedCountLoader(db: OrdersReader): OrderListLoaders['ownedCount'] {
  return new DataLoader(
    inGroups(async ({ ownership, status }, ownerIds) => {
      const counts = await countOwnedOrders(db, ownership, ownerIds, status);
      return alignToKeys(ownerIds, counts, ({ ownerId }) => ownerId ?? '').map((found) => found?.total ?? 0);
    }),
    { cacheKeyFn: (key) => JSON.stringify(key) },
  );
}

/** Asks once for all owners of whom the same is wanted; a page selects one stretch, so that is one statement. */
function inGroups<Key extends { readonly ownerId: string }, Value>(
  ask: (alike: Key, ownerIds: readonly string[]) => Promise<Value[]>,
): (keys: readonly Key[]) => Promise<Value[]> {
  return async (keys) => {
    const groups = new Map<string, Key[]>();
    for (const key of keys) {
      const alike = JSON.stringify({ ...key, ownerId: null });
      groups.set(alike, [...(groups.get(alike) ?? []), key]);
    }
    const values = new Map<Key, Value>();
    for (const group of groups.values()) {
      const [first] = group;
      if (!first) continue;
      const answers = await ask(
        first,
        group.map(({ ownerId }) => ownerId),
      );
      group.forEach((key, index) => {
        const answer = answers[index];
        if (answer !== undefined) values.set(key, answer);
      });
    }
    return keys.map((key) => {
      const value = values.get(key);
      if (value === undefined) throw new Error(`No answer for ${key.ownerId}`);
      return value;
    });
  };
}
