/** A text is not JSON. */
export class MalformedJsonError extends SyntaxError {
  override readonly name = 'MalformedJsonError';
}

export const QUOTE = 0x22;
export const COMMA = 0x2c;
export const COLON = 0x3a;
export const OPEN_LIST = 0x5b;
export const CLOSE_LIST = 0x5d;
export const OPEN_OBJECT = 0x7b;
export const CLOSE_OBJECT = 0x7d;
const BACKSLASH = 0x5c;
const MINUS = 0x2d;
const ZERO = 0x30;
const NINE = 0x39;
const SPACE = 0x20;

const SIMPLE_ESCAPES = '"\\/bfnrt';
const HEXADECIMAL = /[\da-f]{4}/iy;
/** Of a string, up to what ends it, begins an escape or is not allowed. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const PLAIN = /[^"\\\u0000-\u001f]*/y;
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;

/**
 * Moves over JSON text without making values of it. It takes exactly the texts that `JSON.parse` takes, nested however
 * deep, and leaves the reading to those who slice the text.
 *
 * Source: https://www.rfc-editor.org/rfc/rfc8259
 */
export class JsonScanner {
  readonly text: string;
  /** Index of the next character. */
  at = 0;

  constructor(text: string) {
    this.text = text;
  }

  /** Moves past whitespace. Returns the code of the character there, NaN at the end of the text. */
  peek(): number {
    let code = this.text.charCodeAt(this.at);
    while (code <= SPACE) {
      if (code !== SPACE && code !== 0x0a && code !== 0x0d && code !== 0x09) this.fail();
      code = this.text.charCodeAt(++this.at);
    }
    return code;
  }

  /** Moves past a character, which must come next but for whitespace. */
  expect(code: number): void {
    if (this.peek() !== code) this.fail();
    this.at++;
  }

  /** Moves past the value that comes next. */
  skipValue(): void {
    const code = this.peek();
    if (code === OPEN_OBJECT || code === OPEN_LIST) this.#skipNested();
    else this.skipLeaf(code);
  }

  /** Moves past a string, number, true, false or null, of which `code` is the first character. */
  skipLeaf(code: number): void {
    if (code === QUOTE) this.skipString();
    else if (code === MINUS || (code >= ZERO && code <= NINE)) this.#skipNumber(code);
    else if (code === 0x6e) this.#skipWord('null');
    else if (code === 0x74) this.#skipWord('true');
    else this.#skipWord('false');
  }

  /** Moves past a string, whose opening quote comes next. */
  skipString(): void {
    const { text } = this;
    let at = this.at + 1;
    for (;;) {
      PLAIN.lastIndex = at;
      PLAIN.test(text);
      at = PLAIN.lastIndex;
      const code = text.charCodeAt(at++);
      if (code === QUOTE) break;
      if (code !== BACKSLASH) this.fail();
      at = this.#skipEscape(at);
    }
    this.at = at;
  }

  /** Whether what comes next matches a sticky pattern, up to its `lastIndex`. */
  matches(pattern: RegExp): boolean {
    pattern.lastIndex = this.at;
    return pattern.test(this.text);
  }

  /** The text has to end here, but for whitespace. */
  end(): void {
    if (!Number.isNaN(this.peek())) this.fail();
  }

  fail(): never {
    throw new MalformedJsonError(`Character ${this.at} of the text is not JSON`);
  }

  /** Not recursive: a text can be nested deeper than the stack. */
  #skipNested(): void {
    const closing: number[] = [];
    for (;;) {
      const code = this.peek();
      if (code === OPEN_OBJECT || code === OPEN_LIST) {
        this.at++;
        const close = code === OPEN_OBJECT ? CLOSE_OBJECT : CLOSE_LIST;
        if (this.peek() !== close) {
          closing.push(close);
          if (close === CLOSE_OBJECT) this.#skipKey();
          continue;
        }
        this.at++;
      } else {
        this.skipLeaf(code);
      }
      while (closing.length > 0 && this.peek() === closing[closing.length - 1]) {
        closing.pop();
        this.at++;
      }
      if (closing.length === 0) return;
      this.expect(COMMA);
      if (closing[closing.length - 1] === CLOSE_OBJECT) this.#skipKey();
    }
  }

  #skipKey(): void {
    if (this.peek() !== QUOTE) this.fail();
    this.skipString();
    this.expect(COLON);
  }

  #skipEscape(at: number): number {
    if (this.text[at] !== 'u') {
      if (at >= this.text.length || !SIMPLE_ESCAPES.includes(this.text.charAt(at))) this.fail();
      return at + 1;
    }
    HEXADECIMAL.lastIndex = at + 1;
    if (!HEXADECIMAL.test(this.text)) this.fail();
    return at + 5;
  }

  #skipNumber(first: number): void {
    const { text } = this;
    let at = this.at + 1;
    let code = text.charCodeAt(at);
    while (code >= ZERO && code <= NINE) code = text.charCodeAt(++at);
    const isPlain = first > ZERO || (first === ZERO && at === this.at + 1);
    // Most numbers are plain integers; 0x65 and 0x45 begin an exponent, 0x2e a fraction.
    if (isPlain && code !== 0x2e && code !== 0x65 && code !== 0x45) {
      this.at = at;
      return;
    }
    NUMBER.lastIndex = this.at;
    if (!NUMBER.test(text)) this.fail();
    this.at = NUMBER.lastIndex;
  }

  #skipWord(word: string): void {
    if (!this.text.startsWith(word, this.at)) this.fail();
    this.at += word.length;
  }
}
