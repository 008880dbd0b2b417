import type { ClientError } from '../../errors/client-error.js';
import type { PendingFragment } from '../../pipeline/outcome.js';
import type { SelectionShape } from '../../planning/selection-shape.js';
import type { ResponsePath } from '../run/error-tree.js';
import type { DeferredObject } from '../writing/answer-writer.js';

/** A deferred fragment of one object on its way to be written. */
export interface PendingObject extends DeferredObject {
  readonly pending: PendingFragment;
  /** Of subgraphs, to be told with it. */
  readonly errors: ClientError[];
}

/** Pending objects by where they stand. Several fragments of one object may be pending. */
export class PendingPlaces {
  readonly #byPath = new Map<string, PendingObject[]>();

  constructor(objects: readonly PendingObject[]) {
    for (const object of objects) {
      const key = JSON.stringify(object.path);
      const others = this.#byPath.get(key);
      if (others) others.push(object);
      else this.#byPath.set(key, [object]);
    }
  }

  /** The pending fragment that has what stands at a path, the innermost first. */
  find(path: ResponsePath): PendingObject | undefined {
    for (let length = path.length; length >= 0; length--) {
      const objects = this.#byPath.get(JSON.stringify(path.slice(0, length)));
      const found = objects?.find(({ writing }) => selects(writing.shape.selection, path.slice(length)));
      if (found) return found;
    }
    return undefined;
  }
}

/** Whether something at a path is selected, be it deferred once more. */
function selects(selection: SelectionShape, path: ResponsePath): boolean {
  let shape: SelectionShape | null = selection;
  for (const key of path) {
    if (typeof key === 'number') continue;
    shape = shape.below(key);
    if (!shape) return false;
  }
  return true;
}
