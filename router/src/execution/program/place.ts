import { DataObject, type DataValue } from '../answers/data.js';

export interface Slot {
  readonly index: number;
  /** Internal response name. */
  readonly key: string;
  /** Where the objects in this slot stand; lists of them count for nothing. */
  readonly below: Place;
}

/** Where an object has leaves that stand next to one another in the client's answer: `"key":value,"key":value`. */
export interface RunSlot {
  readonly index: number;
  /** How many fields of the client's selection. */
  readonly length: number;
}

/**
 * Where objects stand in the merged data, whatever lists lie on the way: it numbers the response names which any fetch of
 * the plan puts there. `__typename` is not among them; objects know it by themselves.
 */
export class Place {
  readonly #slots = new Map<string, Slot>();
  /** By the key of their first leaf. */
  readonly #runs = new Map<string, RunSlot>();
  #emptyValues: DataValue[] | undefined;

  /** The slot of a response name; a new one until the first object is made. */
  slot(key: string): Slot {
    const known = this.#slots.get(key);
    if (known) return known;
    if (this.#emptyValues) throw new Error('A place was given a slot after its first object');
    const slot = { index: this.#nextIndex, key, below: new Place() };
    this.#slots.set(key, slot);
    return slot;
  }

  /**
   * A slot for leaves in one text, see `findLeafRuns`.
   *
   * @returns its index
   */
  addRun(firstKey: string, length: number): number {
    if (this.#emptyValues) throw new Error('A place was given a slot after its first object');
    const index = this.#nextIndex;
    this.#runs.set(firstKey, { index, length });
    return index;
  }

  /** The run that begins with this leaf. */
  runFrom(key: string): RunSlot | undefined {
    return this.#runs.get(key);
  }

  /** Undefined for a response name that no fetch brings. */
  find(key: string): Slot | undefined {
    return this.#slots.get(key);
  }

  get slots(): Iterable<Slot> {
    return this.#slots.values();
  }

  get #nextIndex(): number {
    return this.#slots.size + this.#runs.size;
  }

  newObject(): DataObject {
    this.#emptyValues ??= Array.from({ length: this.#nextIndex }, () => undefined);
    return new DataObject(this.#emptyValues.slice());
  }
}
