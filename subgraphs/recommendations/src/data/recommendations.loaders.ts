import { alignToKeys, groupByKeys, isId } from '@souk/subgraph-kit';
import DataLoader from 'dataloader';
import { findCategories, findFaces, type ProductFace } from './catalogue.repository.js';
import type { Tx } from './database.js';
import { findHistories, type HistoryEntry } from './interaction.repository.js';

export interface RecommendationsLoaders {
  /** null: no such product */
  readonly product: DataLoader<string, ProductFace | null>;
  /** null: a category whose name nobody told */
  readonly category: DataLoader<string, { id: string; name: string } | null>;
  /** by user id; empty for somebody who did nothing */
  readonly history: DataLoader<string, HistoryEntry[]>;
}

/** Made for each request: one statement per kind and batch, whatever the number of keys. */
export function createRecommendationsLoaders(db: Tx): RecommendationsLoaders {
  return {
    product: new DataLoader(async (ids) => alignToKeys(ids, await findFaces(db, ids.filter(isId)), ({ id }) => id)),
    category: new DataLoader(async (ids) =>
      alignToKeys(ids, await findCategories(db, ids.filter(isId)), ({ id }) => id),
    ),
    history: new DataLoader(async (ids) =>
      groupByKeys(ids, await findHistories(db, ids.filter(isId)), ({ userId }) => userId),
    ),
  };
}
