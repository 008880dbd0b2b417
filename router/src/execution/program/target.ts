import type { PathElement } from '../../planning/plan.js';
import type { SupergraphTypes } from '../../supergraph/supergraph-types.js';
import { DataList, DataObject, type DataValue } from '../answers/data.js';
import type { ResponsePath } from '../run/error-tree.js';
import type { Place } from './place.js';

interface Step {
  /** Undefined for the items of a list. */
  readonly slot: number | undefined;
  readonly key: string;
  /** Only objects of these types; all when absent. */
  readonly onlyTypes: ReadonlySet<string> | undefined;
}

/** How an object is reached from the root. */
export interface Way {
  /** Internal response names and list indices. */
  readonly path: ResponsePath;
  /** The objects on the way, the root first. */
  readonly above: readonly DataObject[];
}

export type TargetVisitor = (object: DataObject, way: Way) => void;

/** The objects of the merged data which a fetch is for. */
export class Target {
  readonly place: Place;
  readonly #steps: readonly Step[];
  readonly #placesAbove: readonly Place[];
  readonly #types: SupergraphTypes;
  readonly #below = new Map<string, Target>();

  private constructor(place: Place, steps: readonly Step[], placesAbove: readonly Place[], types: SupergraphTypes) {
    this.place = place;
    this.#steps = steps;
    this.#placesAbove = placesAbove;
    this.#types = types;
  }

  static root(place: Place, types: SupergraphTypes): Target {
    return new Target(place, [], [], types);
  }

  /** The same one each time for the same path. */
  below(path: readonly PathElement[]): Target {
    const text = JSON.stringify(path.map(({ key, onlyTypes }) => [key, onlyTypes && [...onlyTypes]]));
    const known = this.#below.get(text);
    if (known) return known;
    const target = this.#at(path);
    this.#below.set(text, target);
    return target;
  }

  #at(path: readonly PathElement[]): Target {
    let { place } = this;
    const steps = [...this.#steps];
    const placesAbove = [...this.#placesAbove];
    for (const { key, onlyTypes } of path) {
      const slot = key === '@' ? undefined : place.slot(key);
      steps.push({ slot: slot?.index, key, onlyTypes });
      if (slot) placesAbove.push(place);
      place = slot?.below ?? place;
    }
    return new Target(place, steps, placesAbove, this.#types);
  }

  /** Some of the objects that stand there may not be meant. */
  get isConditional(): boolean {
    return this.#steps.some(({ onlyTypes }) => onlyTypes !== undefined);
  }

  /**
   * Every object that the path leads to, each once, in the order of the data.
   *
   * @param search    a number that no search in this data has had, ≥ 1
   */
  objects(root: DataObject, search: number): DataObject[] {
    const found: DataObject[] = [];
    this.#search(root, 0, search, found);
    return found;
  }

  /** Every way to the objects from the root; one object may stand at many places. */
  visit(root: DataObject, visitor: TargetVisitor): void {
    this.#visit(root, 0, { path: [], above: [] }, visitor);
  }

  /** Where the objects above the target stand, the root first; lists count for nothing. */
  get placesAbove(): readonly Place[] {
    return this.#placesAbove;
  }

  #search(value: DataValue, index: number, search: number, found: DataObject[]): void {
    const step = this.#steps[index];
    if (value instanceof DataObject) {
      if (step === undefined) {
        if (value.seenBy !== search) found.push(value);
      } else if (step.slot !== undefined && value.seenBy !== search) {
        const next = value.values[step.slot];
        if (next && this.#isMeant(next, step)) this.#search(next, index + 1, search, found);
      }
      value.seenBy = search;
    } else if (value instanceof DataList && step !== undefined && step.slot === undefined) {
      for (const item of value.items)
        if (item && this.#isMeant(item, step)) this.#search(item, index + 1, search, found);
    }
  }

  #visit(value: DataValue, index: number, { path, above }: Way, visitor: TargetVisitor): void {
    const step = this.#steps[index];
    if (step === undefined) {
      if (value instanceof DataObject) visitor(value, { path, above });
    } else if (step.slot === undefined) {
      if (!(value instanceof DataList)) return;
      value.items.forEach((item, at) => {
        if (item && this.#isMeant(item, step)) this.#visit(item, index + 1, { path: [...path, at], above }, visitor);
      });
    } else if (value instanceof DataObject) {
      const next = value.values[step.slot];
      const way = { path: [...path, step.key], above: [...above, value] };
      if (next && this.#isMeant(next, step)) this.#visit(next, index + 1, way, visitor);
    }
  }

  /** An object whose concrete type is not known yet may be of any. A list is asked item by item, further down the path. */
  #isMeant(value: DataValue, { onlyTypes }: Step): boolean {
    if (onlyTypes === undefined || !(value instanceof DataObject)) return true;
    const { typeName } = value;
    return typeName === undefined || !this.#types.isConcrete(typeName) || onlyTypes.has(typeName);
  }
}
