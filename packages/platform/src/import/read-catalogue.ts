import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { catalogueParser, type ImportedProduct } from '@souk/demo-world';
import { StartError } from '../start-error.js';

export interface Catalogue {
  readonly products: readonly ImportedProduct[];
  /** One sentence for each line left out: its number and the reason. */
  readonly skipped: readonly string[];
}

/**
 * Reads a catalogue file, one product a line; `.gz` is unpacked.
 *
 * @param progress    called with the number of lines read so far
 * @throws StartError    the file cannot be read
 */
export async function readCatalogue(file: string, progress: (lines: number) => void): Promise<Catalogue> {
  const parse = catalogueParser();
  const products: ImportedProduct[] = [];
  const skipped: string[] = [];
  let lineNumber = 0;
  try {
    for await (const line of linesOf(file)) {
      lineNumber += 1;
      if (lineNumber % 1_000 === 0) progress(lineNumber);
      if (line.trim() === '') continue;
      const parsed = parse(line, lineNumber);
      if ('skipped' in parsed) skipped.push(parsed.skipped);
      else products.push(parsed);
    }
  } catch (cause) {
    throw new StartError(`${file} cannot be read: ${cause instanceof Error ? cause.message : String(cause)}.`, {
      cause,
    });
  }
  return { products, skipped };
}

async function* linesOf(file: string): AsyncGenerator<string> {
  let failure: Error | undefined;
  const source = createReadStream(file);
  const note = (error: Error | null) => {
    failure = error ?? undefined;
  };
  const text = file.endsWith('.gz') ? pipeline(source, createGunzip(), note) : source.once('error', note);
  yield* createInterface({ input: text, crlfDelay: Number.POSITIVE_INFINITY });
  if (failure) throw failure; // readline ends quietly when its input breaks off
}
