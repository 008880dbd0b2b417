import { DAY_MS, decay } from './interaction.js';
import { type SparseMatrix, SparseMatrixBuilder } from './sparse-matrix.js';

/** Half of a product's popularity is gone after two weeks. */
const POPULARITY_HALF_LIFE_DAYS = 14;
/** What went together a season ago tells half as much. */
const TOGETHER_HALF_LIFE_DAYS = 120;
/** A row of n products weighs n^−0.8: who looks at everything says little about each. */
const DAMPING = 0.8;
/** Of a longer row only the newest count, so that one robot can't cost a training its memory. */
const MAX_ROW = 300;
/** What one shopper did on different days belongs together less than what they did on one. */
const WHOLE_HISTORY_WEIGHT = 0.5;

export interface Deed {
  readonly item: number;
  /** 0–1 */
  readonly strength: number;
  readonly atMs: number;
}

/** What the shoppers did, in the form the models learn from. */
export interface Behaviour {
  /** a row for each visit (what one shopper did on one UTC day) of two products or more, and one for each shopper's whole history */
  readonly rows: SparseMatrix;
  /** by item: how many shoppers took to it lately; each counts once per product, with the strongest recent sign */
  readonly popularity: Float32Array;
  /** how many shoppers there were lately, on the scale of `popularity` */
  readonly shoppers: number;
}

/** Takes one shopper after another; keeps 8 bytes for each product of a row. */
export class BehaviourBuilder {
  readonly #nowMs: number;
  readonly #itemCount: number;
  readonly #rows = new SparseMatrixBuilder();
  readonly #popularity: Float32Array;
  #shoppers = 0;

  constructor(itemCount: number, nowMs: number) {
    this.#itemCount = itemCount;
    this.#nowMs = nowMs;
    this.#popularity = new Float32Array(itemCount);
  }

  /** Everything one shopper did, in any order. */
  addShopper(deeds: readonly Deed[]): void {
    const liked = deeds.filter(({ strength }) => strength > 0);
    this.addToPopularity(liked);
    const visits = visitsOf(liked);
    for (const visit of visits.values()) this.#addRow(visit, 1);
    if (visits.size > 1) this.#addRow(liked, WHOLE_HISTORY_WEIGHT);
  }

  /** Deeds of somebody of whom nothing else is known. */
  addToPopularity(deeds: readonly Deed[]): void {
    const recent = strongestByItem(deeds, (deed) => this.#decayed(deed, POPULARITY_HALF_LIFE_DAYS));
    for (const [item, strength] of recent) this.#popularity[item] = (this.#popularity[item] ?? 0) + strength;
    this.#shoppers += deeds.reduce((most, { atMs }) => Math.max(most, this.#age(atMs, POPULARITY_HALF_LIFE_DAYS)), 0);
  }

  build(): Behaviour {
    return { rows: this.#rows.build(this.#itemCount), popularity: this.#popularity, shoppers: this.#shoppers };
  }

  #addRow(deeds: readonly Deed[], weight: number): void {
    const newestFirst = deeds.toSorted((a, b) => b.atMs - a.atMs);
    const row = strongestByItem(newestFirst, (deed) => this.#decayed(deed, TOGETHER_HALF_LIFE_DAYS));
    if (row.size < 2) return;
    const damped = weight * row.size ** -DAMPING;
    for (const [item, strength] of [...row].slice(0, MAX_ROW)) this.#rows.add(item, damped * strength);
    this.#rows.endRow();
  }

  #decayed({ strength, atMs }: Deed, halfLifeDays: number): number {
    return strength * this.#age(atMs, halfLifeDays);
  }

  #age(atMs: number, halfLifeDays: number): number {
    return decay((this.#nowMs - atMs) / DAY_MS, halfLifeDays);
  }
}

function visitsOf(deeds: readonly Deed[]): Map<number, Deed[]> {
  const visits = new Map<number, Deed[]>();
  for (const deed of deeds) {
    const day = Math.floor(deed.atMs / DAY_MS);
    const visit = visits.get(day);
    if (visit) visit.push(deed);
    else visits.set(day, [deed]);
  }
  return visits;
}

function strongestByItem(deeds: readonly Deed[], strengthOf: (deed: Deed) => number): Map<number, number> {
  const strongest = new Map<number, number>();
  for (const deed of deeds) {
    strongest.set(deed.item, Math.max(strongest.get(deed.item) ?? 0, strengthOf(deed)));
  }
  return strongest;
}
