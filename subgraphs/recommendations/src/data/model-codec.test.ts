import { newId } from '@souk/subgraph-kit';
import { expect, it } from 'vitest';
import type { RecommendationModel } from '../domain/model.js';
import { finish } from '../domain/steps.js';
import { decodeModel, encodeModel } from './model-codec.js';

const matrix = (columnCount: number, starts: number[], columns: number[], values: number[]) => ({
  columnCount,
  starts: Int32Array.from(starts),
  columns: Int32Array.from(columns),
  values: Float32Array.from(values),
});

it.each(['a', 'aé', 'aaaa', 'aaaaa'])(
  'reads what it wrote, wherever a category called %s moves the arrays',
  (category) => {
    const model: RecommendationModel = {
      productIds: [newId(), newId(), newId()],
      isActive: Uint8Array.from([1, 0, 1]),
      categoryIds: [newId(), category],
      categories: matrix(2, [0, 2, 2, 3], [0, 1, 1], [1, 1, 1]),
      popularity: Float32Array.from([0.5, 0, 3.25]),
      shoppers: 12.5,
      neighbours: matrix(3, [0, 1, 1, 2], [2, 0], [0.25, 0.25]),
      content: {
        vectors: matrix(5, [0, 1, 2, 2], [4, 0], [1, 1]),
        postings: matrix(3, [0, 1, 1, 1, 1, 2], [1, 0], [1, 1]),
      },
    };
    const bytes = new Uint8Array(finish(encodeModel(model)));
    expect(finish(decodeModel(bytes))).toEqual(model);
  },
);
