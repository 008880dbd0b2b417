import { DataObject, type DataValue } from '../answers/data.js';

export interface Slot {
  readonly index: number;
  /** Internal response name. */
  readonly key: string;
  /** Where the objects in this slot stand; lists of them count for nothing. */
  readonly below: Place;
}

/**
 * Where objects stand in the merged data, whatever lists lie on the way: it numbers the response names which any fetch of
 * the plan puts there. `__typename` is not among them; objects know it by themselves.
 */
export class Place {
  readonly #slots = new Map<string, Slot>();
  #emptyValues: DataValue[] | undefined;

  /** The slot of a response name; a new one until the first object is made. */
  slot(key: string): Slot {
    const known = this.#slots.get(key);
    if (known) return known;
    if (this.#emptyValues) throw new Error('A place was given a slot after its first object');
    const slot = { index: this.#slots.size, key, below: new Place() };
    this.#slots.set(key, slot);
    return slot;
  }

  /** Undefined for a response name that no fetch brings. */
  find(key: string): Slot | undefined {
    return this.#slots.get(key);
  }

  get slots(): Iterable<Slot> {
    return this.#slots.values();
  }

  newObject(): DataObject {
    this.#emptyValues ??= Array.from({ length: this.#slots.size }, () => undefined);
    return new DataObject(this.#emptyValues.slice());
  }
}
