import { isAscii, isUtf8 } from 'node:buffer';
import { DataList, type DataObject, type DataValue } from './data.js';
import { CLOSE_LIST, CLOSE_OBJECT, COMMA, OPEN_LIST, OPEN_OBJECT, QUOTE } from './json-scanner.js';
import { decode, LeafReader } from './leaf-reader.js';
import { type FieldReading, type LeafRun, type ObjectReading, TYPE_NAME } from './object-reading.js';
import { RawText } from './raw-text.js';

/** How deep lists may lie in one another; GraphQL types have two or three. */
const MAX_LISTS = 50;

const NO_RUNS: readonly undefined[] = [];
/** V8 makes a copy of fewer characters; more would keep all of the text that they are cut from. */
const COPIED_LENGTH = 12;

/**
 * Reads the answers of subgraphs: objects by what the fetch has selected of them, leaves as they stand in the text. What
 * was not asked for is passed over. A key that comes twice counts as it came last, as in `JSON.parse`.
 *
 * It moves over text in which each byte is one character, for all that JSON's syntax needs is ASCII. Nothing that it gives out
 * keeps this text alive.
 */
export class AnswerReader extends LeafReader {
  readonly #bytes: Buffer;
  readonly #isAscii: boolean;

  /** @param bytes    what is not UTF-8 in them is read as U+FFFD */
  constructor(bytes: Buffer) {
    const ascii = isAscii(bytes);
    const valid = ascii || isUtf8(bytes) ? bytes : Buffer.from(bytes.toString('utf8'));
    super(valid.toString('latin1'));
    this.#bytes = valid;
    this.#isAscii = ascii;
  }

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
        const end = run.pattern.lastIndex;
        values[run.slot] = new RawText(this.#bytes, this.at, end);
        this.at = end;
        next = run.end;
      } else if (reading.fields[next]?.slot === TYPE_NAME && this.#skip(reading.lastTypeText)) {
        // The objects of a place are mostly of one type, whose name need not be cut out each time.
        object.typeName = reading.lastType;
        next++;
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
          if (field.slot === TYPE_NAME) object.typeName = this.#readTypeName(reading, field);
          else values[field.slot] = this.#readField(field);
        }
      }
      const code = this.peek();
      this.at++;
      if (code === CLOSE_OBJECT) return object;
      if (code !== COMMA || this.peek() !== QUOTE) this.fail();
    }
  }

  /** Subgraphs answer in the order of the operation; of an abstract type's fields some are left out. */
  #readKey(reading: ObjectReading, next: number): FieldReading | undefined {
    const field = reading.fields[next];
    if (field !== undefined && this.#skip(field.keyText)) return field;
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

  #readTypeName(reading: ObjectReading, { keyText }: FieldReading): string | undefined {
    const leaf = this.readLeaf();
    if (!leaf?.startsWith('"')) return undefined;
    reading.lastType = decode(leaf);
    reading.lastTypeText = keyText + leaf;
    return reading.lastType;
  }

  /** Moves past a text; false when it does not come next. */
  #skip(text: string): boolean {
    if (!this.text.startsWith(text, this.at)) return false;
    this.at += text.length;
    return true;
  }

  protected override cut(start: number): string {
    if (!this.#isAscii) return this.#bytes.toString('utf8', start, this.at);
    return this.at - start <= COPIED_LENGTH ? super.cut(start) : this.#bytes.toString('latin1', start, this.at);
  }
}
