import { gunzipSync } from 'node:zlib';
import { InvalidInputError } from '@souk/subgraph-kit';
import { Field, InputType } from 'type-graphql';
import { type ImportMode, MAX_IMPORT_ROWS } from '../domain/stock-import.js';
import { ImportModeEnum } from './stock-import.type.js';

/** Of the text; a hundred for each row. */
const MAX_BYTES = 100 * MAX_IMPORT_ROWS;

@InputType({ description: 'One of `csv` and `csvGzip` must be given.' })
export class StockImportInput {
  @Field(() => String, {
    nullable: true,
    description: `A header \`sku,warehouse,onHand\` (what is to lie there) or \`sku,warehouse,delta\` (what comes, or goes when negative), then at most ${MAX_IMPORT_ROWS} rows; \`warehouse\` is its code. RFC 4180.`,
  })
  csv?: string | null;

  @Field(() => String, {
    nullable: true,
    description: `The same text, UTF-8, gzip (RFC 1952), then base64: for what would be too large for a request; at most ${MAX_BYTES} bytes.`,
  })
  csvGzip?: string | null;

  @Field(() => ImportModeEnum)
  mode!: ImportMode;

  @Field(() => String, { description: 'Same key and same input: the same import.' })
  idempotencyKey!: string;
}

/** @returns the text. @throws InvalidInputError */
export function requireCsv({ csv, csvGzip }: StockImportInput): string {
  if (csv != null && csvGzip == null) return csv;
  if (csv == null && csvGzip != null) return unzip(csvGzip);
  throw new InvalidInputError('One of input.csv and input.csvGzip must be given', ['input']);
}

function unzip(base64: string): string {
  try {
    const bytes = gunzipSync(Buffer.from(base64, 'base64'), { maxOutputLength: MAX_BYTES });
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    const message = `input.csvGzip must be base64 of gzip of at most ${MAX_BYTES} bytes of UTF-8`;
    throw new InvalidInputError(message, ['input', 'csvGzip']);
  }
}
