import { parseArgs } from 'node:util';
import { UsageError } from './command/arguments.js';
import { explainError } from './command/explain-error.js';
import { ProgressLine } from './command/progress-line.js';
import { readPlatformConfig } from './config.js';
import { catalogueWorld } from './import/catalogue-world.js';
import { findDatabases } from './import/find-databases.js';
import { type Catalogue, readCatalogue } from './import/read-catalogue.js';
import { Resources } from './resources.js';
import { copyWorld } from './seed/copy-world.js';
import type { SubgraphName } from './subgraph-names.js';

const HELP = `Usage: npm run import -- --file catalogue.jsonl[.gz]

Adds the products of a catalogue, one JSON object a line, to Souk's databases, whether Souk runs or not. A product that is there
already stays as it is. Fields of a line: id, title and priceCents (US cents); where known also mpn, brand, productType,
shortDescription, ean[], dateReleased, attributes {t: texts, n: numbers, b: flags}.
`;

/** Those that know the catalogue. */
const INTO: readonly SubgraphName[] = ['products', 'carts', 'inventory', 'recommendations'];

/** Reasons that are shown; there may be as many as lines. */
const SHOWN_REASONS = 20;

process.exit(await main());

/** @returns the exit code: 0 when the catalogue is in, 1 when it is not, 2 for a wrong command line */
async function main(): Promise<number> {
  const resources = new Resources();
  try {
    const file = parseFile(process.argv.slice(2));
    if (file === undefined) {
      process.stdout.write(HELP);
      return 0;
    }
    await importCatalogue(file, resources);
    return 0;
  } catch (error) {
    process.stderr.write(`${explainError(error)}\n`);
    return error instanceof UsageError ? 2 : 1;
  } finally {
    await resources[Symbol.asyncDispose]();
  }
}

/** @returns nothing when help is asked for @throws UsageError */
function parseFile(args: string[]): string | undefined {
  try {
    const { values } = parseArgs({
      args,
      options: { help: { type: 'boolean', short: 'h' }, file: { type: 'string' } },
    });
    if (values.help) return undefined;
    if (values.file) return values.file;
  } catch (cause) {
    throw new UsageError(`${cause instanceof Error ? cause.message : cause}\n\n${HELP}`, { cause });
  }
  throw new UsageError(`--file is missing.\n\n${HELP}`);
}

async function importCatalogue(file: string, resources: Resources): Promise<void> {
  const startedAt = Date.now();
  const line = new ProgressLine(process.stdout);
  const catalogue = await readCatalogue(file, (lines) =>
    line.show(`Reading ${file}: ${lines.toLocaleString('en')} lines`),
  );
  const databases = await findDatabases(readPlatformConfig(process.env), resources);
  let total = 0;
  await copyWorld({ databases, world: catalogueWorld(catalogue.products), into: INTO }, (rows) => {
    total += rows;
    line.show(`Importing: ${total.toLocaleString('en')} rows`);
  });
  line.end(summary(catalogue, Math.ceil((Date.now() - startedAt) / 1_000)));
}

function summary({ products, skipped }: Catalogue, seconds: number): string {
  const imported = `Imported ${products.length.toLocaleString('en')} products in ${seconds} s.`;
  if (skipped.length === 0) return `${imported} No line was skipped.`;
  const hidden = skipped.length - SHOWN_REASONS;
  return [
    `${imported} Skipped ${skipped.length.toLocaleString('en')} lines:`,
    ...skipped.slice(0, SHOWN_REASONS).map((reason) => `  ${reason}`),
    ...(hidden > 0 ? [`  … and ${hidden.toLocaleString('en')} more`] : []),
  ].join('\n');
}
