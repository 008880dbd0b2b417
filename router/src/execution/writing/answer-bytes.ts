import type { RawText } from '../answers/raw-text.js';

/** Before the data: the beginning of a response that has nothing else. */
const OPENING = Buffer.from('{"data":');
const CLOSING = 0x7d;
/** Of so many bytes a text is made, which costs less than what is sent in a piece of its own. */
const TEXT_LENGTH = 16_384;
/** So many bytes or fewer are copied one by one: the call for more costs as much as they do. */
const FEW = 16;
/** The same where the call needs a view of its own to be made first. */
const FEW_TO_VIEW = 48;
/** Memory that was given back: so many pieces, of so many bytes at most. */
const SPARE_PIECES = 8;
const SPARE_LENGTH = 1_048_576;
const LEAST_LENGTH = 65_536;

/**
 * The last that was given back comes first: the processor has it at hand. Answers written to new memory cost a tenth more of
 * a large query.
 */
const spare: Buffer[] = [];

function takeMemory(length: number): Buffer {
  const piece = spare.pop();
  return piece && piece.length >= length ? piece : Buffer.allocUnsafeSlow(Math.max(length, LEAST_LENGTH));
}

function giveBack(memory: Buffer): void {
  if (spare.length < SPARE_PIECES && memory.length <= SPARE_LENGTH) spare.push(memory);
}

/** The `data` of a large answer, as the UTF-8 bytes of its JSON text. */
export class JsonBytes {
  readonly #memory: Buffer;
  readonly #response: Buffer;

  /** @param length    of the whole of `{"data":…}`, with which the memory begins */
  constructor(memory: Buffer, length: number) {
    this.#memory = memory;
    this.#response = memory.subarray(0, length);
  }

  /** In bytes. */
  get length(): number {
    return this.#response.length - OPENING.length - 1;
  }

  /** The response that has this data and nothing else. */
  get response(): Buffer {
    return this.#response;
  }

  toString(): string {
    return this.#response.toString('utf8', OPENING.length, this.#response.length - 1);
  }

  /** Other answers may be written to its memory from now on. Once, by who has it last; nothing is lost when nobody does. */
  release(): void {
    giveBack(this.#memory);
  }
}

/** A part of the answer that can be written once more, unless something before its end was taken back. */
export interface WrittenPiece {
  readonly of: AnswerBytes;
  readonly start: number;
  readonly end: number;
  readonly takenBack: number;
}

/** Where an answer's data is written to. */
export class AnswerBytes {
  #bytes: Buffer;
  #length = OPENING.length;
  #takenBack = 0;

  /** @param expected    what the last answer of this kind had, in bytes */
  constructor(expected: number) {
    this.#bytes = takeMemory(Math.ceil(expected * 1.1));
    this.#bytes.set(OPENING);
  }

  get length(): number {
    return this.#length;
  }

  /** @param bytes    UTF-8 */
  writeBytes(bytes: Uint8Array): void {
    const { length } = bytes;
    if (this.#length + length > this.#bytes.length) this.#grow(length);
    const target = this.#bytes;
    let at = this.#length;
    if (length > FEW) target.set(bytes, at);
    else for (let index = 0; index < length; index++) target[at++] = bytes[index] ?? 0;
    this.#length += length;
  }

  writeByte(byte: number): void {
    if (this.#length === this.#bytes.length) this.#grow(1);
    this.#bytes[this.#length++] = byte;
  }

  writeRaw({ source, start, end }: RawText): void {
    const length = end - start;
    if (this.#length + length > this.#bytes.length) this.#grow(length);
    const target = this.#bytes;
    // What Buffer.copy would do, in less time.
    if (length > FEW_TO_VIEW)
      target.set(new Uint8Array(source.buffer, source.byteOffset + start, length), this.#length);
    else for (let index = start, at = this.#length; index < end; index++) target[at++] = source[index] ?? 0;
    this.#length += length;
  }

  writeText(text: string): void {
    const { length } = text;
    // No UTF-16 code unit takes more than three bytes.
    if (this.#length + length * 3 > this.#bytes.length) this.#grow(length * 3);
    const target = this.#bytes;
    let at = this.#length;
    let index = 0;
    if (length <= FEW) {
      for (; index < length; index++) {
        const code = text.charCodeAt(index);
        if (code > 0x7f) break;
        target[at++] = code;
      }
    }
    if (index < length) at += target.write(index === 0 ? text : text.slice(index), at, 'utf8');
    this.#length = at;
  }

  /** Takes back what was written since the length was `length`. */
  takeBack(length: number): void {
    this.#length = length;
    this.#takenBack++;
  }

  pieceFrom(start: number): WrittenPiece {
    return { of: this, start, end: this.#length, takenBack: this.#takenBack };
  }

  /** @returns false when the piece is not there any more */
  writeAgain({ of, start, end, takenBack }: WrittenPiece): boolean {
    if (of !== this || takenBack !== this.#takenBack) return false;
    const length = end - start;
    if (this.#length + length > this.#bytes.length) this.#grow(length);
    this.#bytes.copyWithin(this.#length, start, end);
    this.#length += length;
    return true;
  }

  /** What was written, which is the end of writing. */
  finish(): string | JsonBytes {
    if (this.#length <= TEXT_LENGTH) {
      const text = this.#bytes.toString('utf8', OPENING.length, this.#length);
      giveBack(this.#bytes);
      return text;
    }
    this.writeByte(CLOSING);
    return new JsonBytes(this.#bytes, this.#length);
  }

  #grow(by: number): void {
    const larger = Buffer.allocUnsafeSlow((this.#length + by) * 2);
    this.#bytes.copy(larger, 0, 0, this.#length);
    giveBack(this.#bytes);
    this.#bytes = larger;
  }
}
