import { selectBest } from './select-best.js';
import { forEachInRow, rowCount, type SparseMatrix, SparseMatrixBuilder, transpose } from './sparse-matrix.js';
import type { Steps } from './steps.js';

const NEIGHBOURS = 50;
/** What two rows have in common by chance: pairs seen together n times keep n ∕ (n + 10) of their likeness. */
const SHRINKAGE = 10;

export interface CollaborativeOptions {
  /** most that are kept for each item */
  readonly neighbours?: number;
  readonly shrinkage?: number;
}

/**
 * Item-item cosine with shrinkage: cos(i, j) · n ∕ (n + shrinkage), where n is the number of rows that hold both.
 *
 * @param rows  what went together: visits and histories, columns are items
 * @returns     a row for each item: its nearest neighbours, nearest first, likeness in 0–1
 * Source: Sarwar et al., Item-based collaborative filtering, WWW 2001; shrinkage as Koren, Factor in the neighbors, 2010, §2.1
 */
export function* trainCollaborative(rows: SparseMatrix, options: CollaborativeOptions = {}): Steps<SparseMatrix> {
  const { neighbours = NEIGHBOURS, shrinkage = SHRINKAGE } = options;
  const byItem = yield* transpose(rows);
  const itemCount = rowCount(byItem);
  const lengths = rowLengths(byItem);
  const together = new Together(itemCount);
  const built = new SparseMatrixBuilder();
  for (let item = 0; item < itemCount; item += 1) {
    together.collect(item, { rows, byItem });
    const likenesses = together.likenesses({ item, lengths, shrinkage });
    for (const { item: other, score } of selectBest(likenesses, neighbours)) built.add(other, score);
    built.endRow();
    together.clear();
    yield;
  }
  return built.build(itemCount);
}

/** The Euclidean length of each row. */
function rowLengths(matrix: SparseMatrix): Float64Array {
  return Float64Array.from({ length: rowCount(matrix) }, (_, row) => {
    let squares = 0;
    forEachInRow(matrix, row, (_column, value) => {
      squares += value * value;
    });
    return Math.sqrt(squares);
  });
}

/** One item's products with all others, in arrays that are used again for the next item. */
class Together {
  readonly #products: Float64Array;
  readonly #counts: Int32Array;
  #others: number[] = [];

  constructor(itemCount: number) {
    this.#products = new Float64Array(itemCount);
    this.#counts = new Int32Array(itemCount);
  }

  collect(item: number, { rows, byItem }: { rows: SparseMatrix; byItem: SparseMatrix }): void {
    forEachInRow(byItem, item, (row, weight) => {
      forEachInRow(rows, row, (other, otherWeight) => {
        if (other === item) return;
        if (this.#counts[other] === 0) this.#others.push(other);
        this.#counts[other] = (this.#counts[other] ?? 0) + 1;
        this.#products[other] = (this.#products[other] ?? 0) + weight * otherWeight;
      });
    });
  }

  *likenesses({ item, lengths, shrinkage }: { item: number; lengths: Float64Array; shrinkage: number }) {
    for (const other of this.#others) {
      const cosine = (this.#products[other] ?? 0) / ((lengths[item] ?? 1) * (lengths[other] ?? 1));
      const count = this.#counts[other] ?? 0;
      yield { item: other, score: (cosine * count) / (count + shrinkage) };
    }
  }

  clear(): void {
    for (const other of this.#others) {
      this.#products[other] = 0;
      this.#counts[other] = 0;
    }
    this.#others = [];
  }
}
