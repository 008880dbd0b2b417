/**
 * JSON text of a subgraph that goes to the client as it is: a part of the answer's bytes. It takes no characters out of them,
 * for most of what the collector of garbage would have to copy was such characters.
 */
export class RawText {
  /** UTF-8. */
  readonly source: Buffer;
  readonly start: number;
  readonly end: number;

  constructor(source: Buffer, start: number, end: number) {
    this.source = source;
    this.start = start;
    this.end = end;
  }

  toString(): string {
    return this.source.toString('utf8', this.start, this.end);
  }
}
