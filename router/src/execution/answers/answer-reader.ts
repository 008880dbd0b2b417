import { DataList, type DataObject, type DataValue } from './data.js';
import { CLOSE_LIST, CLOSE_OBJECT, COLON, COMMA, JsonScanner, OPEN_LIST, OPEN_OBJECT, QUOTE } from './json-scanner.js';
import { type FieldReading, type LeafRun, type ObjectReading, TYPE_NAME } from './object-reading.js';

/** How deep lists may lie in one another; GraphQL types have two or three. */
const MAX_LISTS = 50;

const NO_RUNS: readonly undefined[] = [];

const TRUE = 0x74;
const FALSE = 0x66;
const NULL = 0x6e;

/**
 * Reads the answers of subgraphs: objects by what the fetch has selected of them, leaves as they stand in the text. What
 * was not asked for is passed over. A key that comes twice counts as it came last, as in `JSON.parse`.
 */
export class AnswerReader extends JsonScanner {
  /** Reads the object that comes next. */
  readObject(reading: ObjectReading, runs: readonly (LeafRun | undefined)[] = reading.runs): DataObject {
    const start = this.at;
    const object = reading.place.newObject();
    const { values } = object;
    this.expect(OPEN_OBJECT);
    if (this.peek() === CLOSE_OBJECT) {
      this.at++;
      return object;
    }
    let next = 0;
    for (;;) {
      const run = runs[next];
      if (run !== undefined && run.begin === next && this.matches(run.pattern)) {
        values[run.slot] = this.text.slice(this.at, run.pattern.lastIndex);
        this.at = run.pattern.lastIndex;
        next = run.end;
      } else {
        const field = this.#readKey(reading, next);
        if (field === undefined) this.skipValue();
        else {
          const before = runs[field.position];
          if (before !== undefined && values[before.slot] !== undefined) {
            // A leaf of a run comes a second time: the object is read again, leaf by leaf.
            this.at = start;
            return this.readObject(reading, NO_RUNS);
          }
          next = field.position + 1;
          if (field.slot === TYPE_NAME) object.typeName = this.#readTypeName(reading);
          else values[field.slot] = this.#readField(field);
        }
      }
      const code = this.peek();
      this.at++;
      if (code === CLOSE_OBJECT) return object;
      if (code !== COMMA || this.peek() !== QUOTE) this.fail();
    }
  }

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
    return this.text.slice(start, this.at);
  }

  /** The key that comes next, and its colon. */
  readName(): string {
    const start = this.at;
    this.skipString();
    const name: string = decode(this.text.slice(start, this.at));
    this.expect(COLON);
    return name;
  }

  /** Subgraphs answer in the order of the operation; of an abstract type's fields some are left out. */
  #readKey(reading: ObjectReading, next: number): FieldReading | undefined {
    const field = reading.fields[next];
    if (field !== undefined && this.text.startsWith(field.keyText, this.at)) {
      this.at += field.keyText.length;
      return field;
    }
    if (this.peek() !== QUOTE) this.fail();
    return reading.byKey.get(this.readName());
  }

  #readField(field: FieldReading): DataValue {
    const { below } = field;
    if (below === undefined) return this.readLeaf();
    const code = this.peek();
    if (code === OPEN_OBJECT) return this.readObject(below);
    if (code === OPEN_LIST) return this.#readList(below, 1);
    return this.readLeaf();
  }

  #readList(below: ObjectReading, depth: number): DataValue {
    if (depth > MAX_LISTS) return this.readLeaf();
    const list = new DataList();
    this.at++;
    if (this.peek() === CLOSE_LIST) {
      this.at++;
      return list;
    }
    for (;;) {
      const code = this.peek();
      if (code === OPEN_OBJECT) list.items.push(this.readObject(below));
      else if (code === OPEN_LIST) list.items.push(this.#readList(below, depth + 1));
      else list.items.push(this.readLeaf());
      const after = this.peek();
      this.at++;
      if (after === CLOSE_LIST) return list;
      if (after !== COMMA) this.fail();
    }
  }

  /** The objects of a place are mostly of one type, whose name need not be cut out each time. */
  #readTypeName(reading: ObjectReading): string | undefined {
    if (this.peek() === QUOTE && this.text.startsWith(reading.lastTypeText, this.at)) {
      this.at += reading.lastTypeText.length;
      return reading.lastType;
    }
    const leaf = this.readLeaf();
    if (!leaf?.startsWith('"')) return undefined;
    reading.lastType = decode(leaf);
    reading.lastTypeText = leaf;
    return reading.lastType;
  }
}

function decode(text: string): string {
  return text.includes('\\') ? JSON.parse(text) : text.slice(1, -1);
}
