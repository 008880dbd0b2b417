import type { DataObject } from '../answers/data.js';
import type { Representation } from '../program/representation.js';

/**
 * Gathers what a subgraph is asked for: every entity once, however many objects stand for it.
 *
 * @param texts    is filled with the distinct representations
 * @param left    is filled with the objects that have not all that is required
 * @returns the objects that wait for each of them
 */
export function representEntities(
  representation: Representation,
  objects: readonly DataObject[],
  texts: string[],
  left: DataObject[],
): DataObject[][] {
  const waiting: DataObject[][] = [];
  const indices = new EntityIndices();
  for (const object of objects) {
    const key = representation.key(object) ?? representation.write(object);
    if (key === undefined) {
      left.push(object);
      continue;
    }
    const ofType = indices.of(object.typeName);
    const index = ofType.get(key);
    const others = index === undefined ? undefined : waiting[index];
    if (others) {
      others.push(object);
      continue;
    }
    ofType.set(key, texts.length);
    texts.push(representation.write(object) ?? key);
    waiting.push([object]);
  }
  return waiting;
}

/** Where each entity is in the list of representations: for each type by its key. */
class EntityIndices {
  readonly #byType = new Map<string | undefined, Map<string, number>>();
  #type: string | undefined;
  #indices = this.#add(undefined);

  of(type: string | undefined): Map<string, number> {
    if (type !== this.#type) {
      this.#type = type;
      this.#indices = this.#byType.get(type) ?? this.#add(type);
    }
    return this.#indices;
  }

  #add(type: string | undefined): Map<string, number> {
    const indices = new Map<string, number>();
    this.#byType.set(type, indices);
    return indices;
  }
}
