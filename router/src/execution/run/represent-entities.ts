import type { DataObject } from '../answers/data.js';
import type { Representation } from '../program/representation.js';

/** What a subgraph is asked for: every entity once, however many objects stand for it. */
export interface Represented {
  /** The distinct representations. */
  readonly texts: string[];
  /** The objects that wait for each of them. */
  readonly waiting: DataObject[][];
  /** Objects that have not all that is required. */
  readonly left: DataObject[];
}

export function representEntities(representation: Representation, objects: readonly DataObject[]): Represented {
  const texts: string[] = [];
  const waiting: DataObject[][] = [];
  const left: DataObject[] = [];
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
  return { texts, waiting, left };
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
