import { type Catalogue, productCreatedMs } from '../catalogue/catalogue.js';
import { itemAt, type Random } from '../random.js';
import { TASTES, tasteSize } from '../tastes.js';

/** A prime that divides no department's size, so that multiplying by it shuffles the ranks and loses none. */
const STEP = 7_919;
/** How often a shopper stays with the department of their taste. */
const LOYALTY = 0.85;

export interface Wish {
  readonly random: Random;
  /** Index into the tastes. */
  readonly taste: number;
  /** Story time; what is not in the catalogue yet is not picked. */
  readonly atMs: number;
}

/** Which products people want: Zipf's law within each department, and departments by taste. */
export class Popularity {
  private readonly sizes: readonly number[];
  private readonly inverseSteps: readonly number[];

  constructor(catalogue: Catalogue) {
    this.sizes = TASTES.map((_, department) => tasteSize(catalogue.productCount, department));
    this.inverseSteps = this.sizes.map((size) => inverse(STEP % size, size));
  }

  /** The index of a product; the most wanted of the department most often. */
  pick({ random, taste, atMs }: Wish): number {
    const department = random.chance(LOYALTY) ? taste : random.between(0, TASTES.length - 1);
    const size = itemAt(this.sizes, department);
    const rank = random.zipfRank(size);
    for (let tries = 0; tries < size; tries += 1) {
      const index = this.productAt(department, (rank + tries) % size);
      if (productCreatedMs(index) < atMs) return index;
    }
    throw new RangeError(`Department ${department} had nothing to sell at ${new Date(atMs).toISOString()}`);
  }

  /** Place of a product in its department, 0 for the most wanted. */
  rankOf(index: number): number {
    const department = index % TASTES.length;
    const size = itemAt(this.sizes, department);
    const place = Math.floor(index / TASTES.length);
    return ((place - offsetOf(department, size) + size) * itemAt(this.inverseSteps, department)) % size;
  }

  private productAt(department: number, rank: number): number {
    const size = itemAt(this.sizes, department);
    return ((rank * STEP + offsetOf(department, size)) % size) * TASTES.length + department;
  }
}

function offsetOf(department: number, size: number): number {
  return (department * 3) % size;
}

/** The number that undoes a multiplication by `value` modulo `size` (extended Euclid). */
function inverse(value: number, size: number): number {
  let [oldRest, rest, oldFactor, factor] = [value, size, 1, 0];
  while (rest !== 0) {
    const quotient = Math.floor(oldRest / rest);
    [oldRest, rest] = [rest, oldRest - quotient * rest];
    [oldFactor, factor] = [factor, oldFactor - quotient * factor];
  }
  return ((oldFactor % size) + size) % size;
}
