import type { DataObject } from '../answers/data.js';
import type { CompiledFetch } from '../program/program.js';
import type { Representation } from '../program/representation.js';

/** What a subgraph is asked for: every entity once, however many objects stand for it. */
export interface Represented {
  /** The distinct representations. */
  readonly texts: string[];
  /** The objects that wait for each of them. */
  readonly waiting: readonly (readonly DataObject[])[];
  /** Objects that have not all that is required. */
  readonly left: DataObject[];
}

/** Objects that stand for one entity, as far as one leaf of theirs tells. */
export class EntityGroups {
  readonly waiting: DataObject[][] = [];
  readonly #indices = new Map<string, Map<string, number>>();
  /** Where the objects of each type have that leaf. */
  readonly #keySlots = new Map<string, number>();

  /** Undefined when there is an object which no leaf tells from others. */
  static of({ representation, commonKeys }: CompiledFetch, objects: readonly DataObject[]): EntityGroups | undefined {
    const groups = new EntityGroups();
    let typeName: string | undefined;
    let slot: number | undefined;
    let indices = new Map<string, number>();
    for (const object of objects) {
      if (object.typeName === undefined) return undefined;
      if (object.typeName !== typeName) {
        typeName = object.typeName;
        slot = representation?.keySlot(typeName, commonKeys);
        if (slot === undefined) return undefined;
        indices = groups.#indicesOf(typeName, slot);
      }
      const key = slot === undefined ? undefined : object.values[slot];
      if (typeof key !== 'string') return undefined;
      const index = indices.get(key);
      if (index !== undefined) groups.waiting[index]?.push(object);
      else {
        indices.set(key, groups.waiting.length);
        groups.waiting.push([object]);
      }
    }
    return groups;
  }

  /** Whether they are the same for another fetch of the same objects. */
  areFor({ representation, commonKeys }: CompiledFetch): boolean {
    for (const [typeName, slot] of this.#keySlots) {
      if (representation?.keySlot(typeName, commonKeys) !== slot) return false;
    }
    return true;
  }

  #indicesOf(typeName: string, slot: number): Map<string, number> {
    const known = this.#indices.get(typeName);
    if (known) return known;
    const indices = new Map<string, number>();
    this.#indices.set(typeName, indices);
    this.#keySlots.set(typeName, slot);
    return indices;
  }
}

/** @param groups    of these objects, if there are any; they are compared by leaves, which is cheaper than by what is sent */
export function representEntities(
  representation: Representation,
  objects: readonly DataObject[],
  groups: EntityGroups | undefined,
): Represented {
  const texts = groups && representGroups(representation, groups);
  return texts ? { texts, waiting: groups.waiting, left: [] } : representOneByOne(representation, objects);
}

/** Undefined when the objects of a group differ in what is required, or some have not got it. */
function representGroups(representation: Representation, { waiting }: EntityGroups): string[] | undefined {
  const texts: string[] = [];
  for (const objects of waiting) {
    const [first] = objects;
    const text = first && representation.write(first);
    if (!first || text === undefined) return undefined;
    for (let index = 1; index < objects.length; index++) {
      const object = objects[index];
      if (object && !representation.areAlike(first, object)) return undefined;
    }
    texts.push(text);
  }
  return texts;
}

function representOneByOne(representation: Representation, objects: readonly DataObject[]): Represented {
  const waiting: DataObject[][] = [];
  const left: DataObject[] = [];
  const indices = new Map<string, number>();
  for (const object of objects) {
    const text = representation.write(object);
    if (text === undefined) {
      left.push(object);
      continue;
    }
    const index = indices.get(text);
    if (index !== undefined) waiting[index]?.push(object);
    else {
      indices.set(text, waiting.length);
      waiting.push([object]);
    }
  }
  return { texts: [...indices.keys()], waiting, left };
}
