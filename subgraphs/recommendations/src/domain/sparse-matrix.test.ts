import { expect, it } from 'vitest';
import { forEachInRow, rowCount, type SparseMatrix, SparseMatrixBuilder, transpose } from './sparse-matrix.js';
import { finish } from './steps.js';

function rowsOf(matrix: SparseMatrix): [number, number][][] {
  return Array.from({ length: rowCount(matrix) }, (_, row) => {
    const pairs: [number, number][] = [];
    forEachInRow(matrix, row, (column, value) => pairs.push([column, value]));
    return pairs;
  });
}

function matrixOf(rows: readonly [number, number][][], columnCount: number): SparseMatrix {
  const builder = new SparseMatrixBuilder();
  for (const row of rows) {
    for (const [column, value] of row) builder.add(column, value);
    builder.endRow();
  }
  return builder.build(columnCount);
}

it('transposes, empty rows and columns among them', () => {
  const rows: [number, number][][] = [
    [
      [0, 1],
      [3, 2],
    ],
    [],
    [[3, 4]],
  ];
  const transposed = finish(transpose(matrixOf(rows, 4)));
  expect(rowsOf(transposed)).toEqual([
    [[0, 1]],
    [],
    [],
    [
      [0, 2],
      [2, 4],
    ],
  ]);
  expect(rowsOf(finish(transpose(transposed)))).toEqual(rows);
});

it('grows with its rows', () => {
  const rows = Array.from({ length: 5_000 }, (_, row): [number, number][] => [
    [row % 7, row],
    [7, 1],
  ]);
  expect(rowsOf(matrixOf(rows, 8))).toEqual(rows);
});

it('has empty rows where it has none', () => {
  expect(rowsOf(matrixOf([], 3))).toEqual([]);
  forEachInRow(matrixOf([], 3), 5, () => expect.unreachable());
});
