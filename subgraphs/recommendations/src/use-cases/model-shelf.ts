import type { RecommendationModel } from '../domain/model.js';
import { SparseMatrixBuilder } from '../domain/sparse-matrix.js';
import { finishInSlices, type Steps } from '../domain/steps.js';

/** A model in memory, with what makes it quick to ask. */
export interface ServedModel extends RecommendationModel {
  /** rises with each training; 0: nothing was learnt yet */
  readonly version: number;
  readonly trainedAt: Date;
  /** undefined for a product that came after the training */
  itemOf(productId: string): number | undefined;
}

/** Holds the one model that this process answers from. */
export interface ModelShelf {
  readonly current: ServedModel;
  /** Serves this model from now on, unless a newer one is served already. */
  put(model: RecommendationModel, facts: { version: number; trainedAt: Date }): Promise<void>;
}

/** @param startedAt  when the empty model that is served first was made */
export function createModelShelf(startedAt: Date): ModelShelf {
  let current: ServedModel = { ...EMPTY_MODEL, version: 0, trainedAt: startedAt, itemOf: () => undefined };
  return {
    get current() {
      return current;
    },
    async put(model, facts) {
      const items = await finishInSlices(numberItems(model.productIds));
      if (facts.version > current.version) current = { ...model, ...facts, itemOf: (id) => items.get(id) };
    },
  };
}

const NO_PAIRS = new SparseMatrixBuilder().build(0);
const EMPTY_MODEL: RecommendationModel = {
  productIds: [],
  isActive: new Uint8Array(0),
  categoryIds: [],
  categories: NO_PAIRS,
  popularity: new Float32Array(0),
  shoppers: 0,
  neighbours: NO_PAIRS,
  content: { vectors: NO_PAIRS, postings: NO_PAIRS },
};

const ITEMS_A_STEP = 2_000;

function* numberItems(productIds: readonly string[]): Steps<ReadonlyMap<string, number>> {
  const items = new Map<string, number>();
  for (const [item, id] of productIds.entries()) {
    items.set(id, item);
    if (item % ITEMS_A_STEP === 0) yield;
  }
  return items;
}
