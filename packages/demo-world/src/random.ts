/**
 * A seeded stream of numbers (sfc32, Chris Doty-Humphrey, PractRand). The seed words are its first state, so two different
 * seeds never give the same stream, and any row can be made without making the rows before it.
 */
export class Random {
  private a: number;
  private b: number;
  private c: number;
  private counter = 1;

  /** @param stream  what the numbers are for; @param index, part  which row; all whole numbers below 2^32 */
  constructor(stream: number, index: number, part = 0) {
    this.a = stream | 0;
    this.b = index | 0;
    this.c = part | 0;
    for (let round = 0; round < 12; round += 1) this.word();
  }

  /** 0 to 2^32 − 1. */
  word(): number {
    const result = (this.a + this.b + this.counter) | 0;
    this.counter = (this.counter + 1) | 0;
    this.a = this.b ^ (this.b >>> 9);
    this.b = (this.c + (this.c << 3)) | 0;
    this.c = (((this.c << 21) | (this.c >>> 11)) + result) | 0;
    return result >>> 0;
  }

  /** 0 inclusive to 1 exclusive. */
  fraction(): number {
    return this.word() / 0x1_0000_0000;
  }

  /** A whole number from `low` to `high`, both included. */
  between(low: number, high: number): number {
    return low + Math.floor(this.fraction() * (high - low + 1));
  }

  chance(probability: number): boolean {
    return this.fraction() < probability;
  }

  pick<T>(list: readonly T[]): T {
    return itemAt(list, Math.floor(this.fraction() * list.length));
  }

  /**
   * A rank from 0 to `size` − 1 under Zipf's law with exponent 1: rank r comes up in proportion to about 1 / (r + 1).
   * Exact inverse of the log-uniform distribution, so it costs one power and no table.
   */
  zipfRank(size: number): number {
    return Math.min(size - 1, Math.floor((size + 1) ** this.fraction()) - 1);
  }
}

/** @throws RangeError  when the list has no such item */
export function itemAt<T>(list: readonly T[], index: number): T {
  const item = list[index];
  if (item === undefined) throw new RangeError(`Expected an index below ${list.length}, got ${index}`);
  return item;
}

/** The item at `index`, counting round and round a list that is not empty. */
export function itemAround<T>(list: readonly T[], index: number): T {
  return itemAt(list, index % list.length);
}
