import { expect, it } from 'vitest';
import { trainCollaborative } from './collaborative.model.js';
import { forEachInRow, SparseMatrixBuilder } from './sparse-matrix.js';
import { finish } from './steps.js';

/** @param rows  by shopper: weight of each of the items A, B, C, D; 0 for none */
function train(rows: number[][], options: Parameters<typeof trainCollaborative>[1]) {
  const builder = new SparseMatrixBuilder();
  for (const row of rows) {
    for (const [item, weight] of row.entries()) if (weight > 0) builder.add(item, weight);
    builder.endRow();
  }
  const matrix = finish(trainCollaborative(builder.build(4), options));
  const neighboursOf = (item: number) => {
    const found: [number, number][] = [];
    forEachInRow(matrix, item, (other, likeness) => found.push([other, Number(likeness.toFixed(4))]));
    return found;
  };
  return [0, 1, 2, 3].map(neighboursOf);
}

const SHOPPERS = [
  [1, 1, 0, 0],
  [1, 1, 0, 0],
  [1, 0, 1, 0],
];

it('is the cosine, nearest first', () => {
  // A = (1,1,1), B = (1,1,0), C = (0,0,1): cos(A,B) = 2/√6, cos(A,C) = 1/√3
  expect(train(SHOPPERS, { shrinkage: 0 })).toEqual([
    [
      [1, 0.8165],
      [2, 0.5774],
    ],
    [[0, 0.8165]],
    [[0, 0.5774]],
    [],
  ]);
});

it('shrinks what rests on few shoppers', () => {
  // two have A and B: 2/√6 · 2/(2+10); one has A and C: 1/√3 · 1/(1+10)
  const [ofA] = train(SHOPPERS, { shrinkage: 10 });
  expect(ofA).toEqual([
    [1, 0.1361],
    [2, 0.0525],
  ]);
});

it('weighs', () => {
  // A = (3,1), B = (1,2): 5 / (√10·√5)
  const [ofA] = train(
    [
      [3, 1, 0, 0],
      [1, 2, 0, 0],
    ],
    { shrinkage: 0 },
  );
  expect(ofA).toEqual([[1, Number(Math.SQRT1_2.toFixed(4))]]);
});

it('keeps the nearest only', () => {
  const [ofA] = train(SHOPPERS, { shrinkage: 0, neighbours: 1 });
  expect(ofA).toEqual([[1, 0.8165]]);
});
