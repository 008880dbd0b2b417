import type { Steps } from './steps.js';

const ROWS_A_STEP = 2_000;

/** Row `r` holds the pairs `columns[k]`, `values[k]` for `k` from `starts[r]` up to, not including, `starts[r + 1]`. */
export interface SparseMatrix {
  readonly columnCount: number;
  /** one more than there are rows */
  readonly starts: Int32Array;
  readonly columns: Int32Array;
  readonly values: Float32Array;
}

export function rowCount(matrix: SparseMatrix): number {
  return matrix.starts.length - 1;
}

/** Calls `visit` for each pair of a row; a row that does not exist is empty. */
export function forEachInRow(
  { starts, columns, values }: SparseMatrix,
  row: number,
  visit: (column: number, value: number) => void,
): void {
  const end = starts[row + 1] ?? 0;
  for (let k = starts[row] ?? 0; k < end; k += 1) visit(columns[k] ?? 0, values[k] ?? 0);
}

/** Takes rows one after another into typed arrays that double as they fill: 8 bytes a pair. */
export class SparseMatrixBuilder {
  #starts = new Int32Array(1_024);
  #columns = new Int32Array(4_096);
  #values = new Float32Array(4_096);
  #rows = 0;
  #pairs = 0;

  /** Adds a pair to the row that is being written. */
  add(column: number, value: number): void {
    if (this.#pairs === this.#columns.length) {
      this.#columns = doubled(this.#columns, new Int32Array(2 * this.#pairs));
      this.#values = doubled(this.#values, new Float32Array(2 * this.#pairs));
    }
    this.#columns[this.#pairs] = column;
    this.#values[this.#pairs] = value;
    this.#pairs += 1;
  }

  endRow(): void {
    this.#rows += 1;
    if (this.#rows === this.#starts.length) {
      this.#starts = doubled(this.#starts, new Int32Array(2 * this.#rows));
    }
    this.#starts[this.#rows] = this.#pairs;
  }

  build(columnCount: number): SparseMatrix {
    return {
      columnCount,
      starts: this.#starts.slice(0, this.#rows + 1),
      columns: this.#columns.slice(0, this.#pairs),
      values: this.#values.slice(0, this.#pairs),
    };
  }
}

/** Rows become columns. The pairs of each new row are in the order of the old rows. */
export function* transpose(matrix: SparseMatrix): Steps<SparseMatrix> {
  const rows = rowCount(matrix);
  const starts = new Int32Array(matrix.columnCount + 1);
  for (const column of matrix.columns) starts[column + 1] = (starts[column + 1] ?? 0) + 1;
  for (let column = 0; column < matrix.columnCount; column += 1) {
    starts[column + 1] = (starts[column + 1] ?? 0) + (starts[column] ?? 0);
  }
  const next = starts.slice();
  const columns = new Int32Array(matrix.columns.length);
  const values = new Float32Array(matrix.columns.length);
  for (let row = 0; row < rows; row += 1) {
    forEachInRow(matrix, row, (column, value) => {
      const place = next[column] ?? 0;
      columns[place] = row;
      values[place] = value;
      next[column] = place + 1;
    });
    if (row % ROWS_A_STEP === ROWS_A_STEP - 1) yield;
  }
  return { columnCount: rows, starts, columns, values };
}

function doubled<Numbers extends Int32Array | Float32Array>(old: Numbers, bigger: Numbers): Numbers {
  bigger.set(old);
  return bigger;
}
