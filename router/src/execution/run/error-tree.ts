import type { ClientError } from '../../errors/client-error.js';

export type ResponsePath = readonly (string | number)[];

/** The paths of errors as a tree, so that a null met on the way down knows whether an error already accounts for it. */
export class ErrorTree {
  readonly #children = new Map<string | number, ErrorTree>();
  #endsHere = false;

  /** @param explained    further places that some error accounts for */
  static of(errors: readonly ClientError[], explained: readonly ResponsePath[]): ErrorTree {
    const root = new ErrorTree();
    for (const { path } of errors) root.#add(path ?? []);
    for (const path of explained) root.#add(path);
    return root;
  }

  /** An error's path ends exactly here: it accounts for every null below. */
  get endsHere(): boolean {
    return this.#endsHere;
  }

  /** Where there are errors below. */
  get keys(): Iterable<string | number> {
    return this.#children.keys();
  }

  /** Undefined when no error is at this key or below. */
  at(key: string | number): ErrorTree | undefined {
    return this.#children.get(key);
  }

  #add(path: ResponsePath): void {
    let node: ErrorTree = this;
    for (const key of path) {
      const child = node.#children.get(key) ?? new ErrorTree();
      node.#children.set(key, child);
      node = child;
    }
    node.#endsHere = true;
  }
}
