import { DataList } from './data.js';
import { CLOSE_LIST, COLON, COMMA, JsonScanner, OPEN_LIST, QUOTE } from './json-scanner.js';

const TRUE = 0x74;
const FALSE = 0x66;
const NULL = 0x6e;

/** Reads what stands in JSON text without making values of it. */
export class LeafReader extends JsonScanner {
  /** Reads the items of the list that comes next, each as JSON text or null. */
  readLeafList(): DataList {
    const list = new DataList();
    this.expect(OPEN_LIST);
    if (this.peek() === CLOSE_LIST) {
      this.at++;
      return list;
    }
    for (;;) {
      list.items.push(this.readLeaf());
      const code = this.peek();
      this.at++;
      if (code === CLOSE_LIST) return list;
      if (code !== COMMA) this.fail();
    }
  }

  /** The text of the value that comes next. */
  readLeaf(): string | null {
    const code = this.peek();
    const start = this.at;
    if (code === QUOTE) this.skipString();
    else this.skipValue();
    if (code === NULL) return null;
    if (code === TRUE) return 'true';
    if (code === FALSE) return 'false';
    return this.cut(start);
  }

  /** The key that comes next, and its colon. */
  readName(): string {
    const start = this.at;
    this.skipString();
    const name = decode(this.cut(start));
    this.expect(COLON);
    return name;
  }

  /** The text from there to where the reader stands. */
  protected cut(start: number): string {
    return this.text.slice(start, this.at);
  }
}

/** The value of a string's JSON text. */
export function decode(text: string): string {
  return text.includes('\\') ? JSON.parse(text) : text.slice(1, -1);
}
