const LINE_END = /\r\n|\n|\r/;

/**
 * Takes server-sent events out of text that comes in pieces.
 *
 * Source: https://html.spec.whatwg.org/multipage/server-sent-events.html#event-stream-interpretation
 */
export class EventStreamParser {
  readonly #onEvent: (type: string, data: string) => void;
  #rest = '';
  #type = '';
  #data: string[] = [];
  #isAtStart = true;

  /** @param onEvent    `type` is "message" where the stream does not say; `data` may be empty */
  constructor(onEvent: (type: string, data: string) => void) {
    this.#onEvent = onEvent;
  }

  /** Characters of the event that is not complete yet. */
  get pendingLength(): number {
    return this.#data.reduce((length, line) => length + line.length, this.#rest.length);
  }

  push(piece: string): void {
    if (piece === '') return;
    const text = this.#rest + (this.#isAtStart ? piece.replace(/^\uFEFF/, '') : piece);
    this.#isAtStart = false;
    // A long line comes in many pieces, and is not searched again with each.
    if (!LINE_END.test(piece) && !this.#rest.endsWith('\r')) {
      this.#rest = text;
      return;
    }
    // A "\r" at the end may be half of a "\r\n".
    const isCut = text.endsWith('\r');
    const lines = (isCut ? text.slice(0, -1) : text).split(LINE_END);
    this.#rest = (lines.pop() ?? '') + (isCut ? '\r' : '');
    for (const line of lines) this.#readLine(line);
  }

  #readLine(line: string): void {
    if (line === '') {
      this.#dispatch();
      return;
    }
    const colon = line.indexOf(':');
    const field = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '');
    if (field === 'event') this.#type = value;
    else if (field === 'data') this.#data.push(value);
  }

  #dispatch(): void {
    const type = this.#type;
    const data = this.#data;
    this.#type = '';
    this.#data = [];
    // The standard drops events without data; graphql-sse's `complete` may come as one.
    if (data.length > 0 || type !== '') this.#onEvent(type || 'message', data.join('\n'));
  }
}
