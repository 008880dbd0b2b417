/** Where texts are written at once. */
export interface Output {
  write(text: string): unknown;
}

/** Gathers lines, so that many are written with one system call. */
export class GatheredOutput implements Output {
  readonly #output: Output;
  readonly #maxCharacters: number;
  #text = '';

  /** @param maxCharacters    with so many gathered they are written */
  constructor(output: Output, maxCharacters: number) {
    this.#output = output;
    this.#maxCharacters = maxCharacters;
  }

  write(line: string): void {
    this.#text += line;
    if (this.#text.length >= this.#maxCharacters) this.flushSync();
  }

  /** Writes what was gathered. The log calls it by this name before a fatal end. */
  flushSync(): void {
    const text = this.#text;
    this.#text = '';
    if (text) this.#output.write(text);
  }
}
