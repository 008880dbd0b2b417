import { alignToKeys, groupByKeys, isId } from '@souk/subgraph-kit';
import DataLoader from 'dataloader';
import type { SavedAddress } from '../domain/address-book.js';
import type { Seller, Session, User } from '../domain/user.js';
import { findAddressesOf } from './address.repository.js';
import type { Tx } from './database.js';
import { findChoices, type OwnedChoice } from './preference.repository.js';
import { findSellers } from './seller.repository.js';
import { findSessionsOf } from './session.repository.js';
import { findUsers } from './user.repository.js';

export interface UsersLoaders {
  /** null: no such user */
  readonly user: DataLoader<string, User | null>;
  /** null: no such seller */
  readonly seller: DataLoader<string, Seller | null>;
  /** by user id; oldest first */
  readonly addresses: DataLoader<string, SavedAddress[]>;
  /** by user id; live ones, oldest first */
  readonly sessions: DataLoader<string, Session[]>;
  /** by user id; what was decided of messages, in no order */
  readonly choices: DataLoader<string, OwnedChoice[]>;
}

/** Made for each request: one statement per kind and batch, whatever the number of keys. */
export function createUsersLoaders(db: Tx, now: () => Date): UsersLoaders {
  return {
    user: new DataLoader(async (ids) => alignToKeys(ids, await findUsers(db, ids.filter(isId)), ({ id }) => id)),
    seller: new DataLoader(async (ids) => alignToKeys(ids, await findSellers(db, ids.filter(isId)), ({ id }) => id)),
    addresses: new DataLoader(async (ids) => groupByKeys(ids, await findAddressesOf(db, ids), ({ userId }) => userId)),
    sessions: new DataLoader(async (ids) =>
      groupByKeys(ids, await findSessionsOf(db, ids, now()), ({ userId }) => userId),
    ),
    choices: new DataLoader(async (ids) => groupByKeys(ids, await findChoices(db, ids), ({ userId }) => userId)),
  };
}
