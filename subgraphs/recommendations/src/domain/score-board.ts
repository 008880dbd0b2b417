/** Points by item; remembers who has any, so that reading it costs no look at all the others. */
export class ScoreBoard {
  readonly #points: Float64Array;
  readonly #items: number[] = [];
  #best = 0;

  constructor(itemCount: number) {
    this.#points = new Float64Array(itemCount);
  }

  /** @param points  above 0 */
  add(item: number, points: number): void {
    const before = this.#points[item] ?? 0;
    if (before === 0) this.#items.push(item);
    const sum = before + points;
    this.#points[item] = sum;
    if (sum > this.#best) this.#best = sum;
  }

  of(item: number): number {
    return this.#points[item] ?? 0;
  }

  /** each item once, in the order in which they first got points */
  get items(): readonly number[] {
    return this.#items;
  }

  get best(): number {
    return this.#best;
  }
}
