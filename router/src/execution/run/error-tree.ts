export type ResponsePath = readonly (string | number)[];

/** The places that errors account for as a tree, so that a null met on the way down knows whether it needs one of its own. */
export class ErrorTree {
  readonly #children = new Map<string | number, ErrorTree>();
  #endsHere = false;

  static of(explained: readonly ResponsePath[]): ErrorTree {
    const root = new ErrorTree();
    for (const path of explained) root.#add(path);
    return root;
  }

  /** An error accounts for this very place, and so for every null below. */
  get endsHere(): boolean {
    return this.#endsHere;
  }

  /** Where errors account for something below. */
  get keys(): Iterable<string | number> {
    return this.#children.keys();
  }

  /** Undefined when no error accounts for anything at this key or below. */
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
