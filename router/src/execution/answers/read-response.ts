import { z } from 'zod';
import { SubgraphFailure } from '../../subgraphs/subgraph-failure.js';
import { AnswerReader } from './answer-reader.js';
import type { DataObject } from './data.js';
import { CLOSE_OBJECT, COMMA, MalformedJsonError, OPEN_OBJECT, QUOTE } from './json-scanner.js';
import type { ObjectReading } from './object-reading.js';

const subgraphErrors = z
  .array(
    z.object({
      message: z.string().catch(''),
      path: z
        .array(z.union([z.string(), z.number()]))
        .optional()
        .catch(undefined),
      extensions: z.record(z.string(), z.unknown()).optional().catch(undefined),
    }),
  )
  .nullish();

export type SubgraphError = NonNullable<z.infer<typeof subgraphErrors>>[number];

export interface SubgraphData {
  /** Undefined when the subgraph executed nothing. */
  readonly data: DataObject | null | undefined;
  readonly errors: readonly SubgraphError[];
}

const NO_ERRORS: readonly SubgraphError[] = [];
const BYTE_ORDER_MARK = Buffer.from('\ufeff');

/**
 * Reads a subgraph's answer: an object with `data`, `errors`, or both. Nothing of it is used before its last character
 * has been read.
 *
 * @param bytes    UTF-8; parts of the data keep it
 * @throws SubgraphFailure    not JSON, or not of a GraphQL answer's shape
 * Source: https://spec.graphql.org/October2021/#sec-Response-Format
 */
export function readResponse(bytes: Buffer, reading: ObjectReading, failureMessage: string): SubgraphData {
  try {
    return readAnswer(new AnswerReader(withoutMark(bytes)), reading);
  } catch (cause) {
    if (cause instanceof MalformedJsonError || cause instanceof z.ZodError) {
      throw new SubgraphFailure('answer', failureMessage, { cause });
    }
    throw cause;
  }
}

/** Some servers begin with a byte order mark, which a reader of JSON may ignore (RFC 8259, section 8.1). */
function withoutMark(bytes: Buffer): Buffer {
  return bytes[0] === BYTE_ORDER_MARK[0] && bytes.subarray(0, 3).equals(BYTE_ORDER_MARK) ? bytes.subarray(3) : bytes;
}

function readAnswer(reader: AnswerReader, reading: ObjectReading): SubgraphData {
  let data: DataObject | null | undefined;
  let errors = NO_ERRORS;
  reader.expect(OPEN_OBJECT);
  let code = reader.peek();
  if (code === CLOSE_OBJECT) reader.fail();
  while (code !== CLOSE_OBJECT) {
    if (reader.peek() !== QUOTE) reader.fail();
    const name = reader.readName();
    if (name === 'data') data = readData(reader, reading);
    else if (name === 'errors') errors = readErrors(reader);
    else reader.skipValue();
    code = reader.peek();
    if (code !== COMMA && code !== CLOSE_OBJECT) reader.fail();
    reader.at++;
  }
  reader.end();
  if (data === undefined && errors.length === 0) reader.fail();
  return { data, errors };
}

function readData(reader: AnswerReader, reading: ObjectReading): DataObject | null {
  if (reader.peek() === OPEN_OBJECT) return reader.readObject(reading);
  if (reader.readLeaf() !== null) reader.fail();
  return null;
}

function readErrors(reader: AnswerReader): readonly SubgraphError[] {
  const text = reader.readLeaf();
  return text === null ? NO_ERRORS : (subgraphErrors.parse(JSON.parse(text)) ?? NO_ERRORS);
}
