import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { buildSchema, type GraphQLSchema } from 'graphql';
import { loadSupergraph } from '../supergraph/load-supergraph.js';
import { checkSchema, isBroken } from './check-schema.js';
import { checkText } from './check-text.js';
import { readUsage } from './read-usage.js';
import { SchemaCheckError } from './schema-check-error.js';

const HELP = `Tells which changes of a schema break what clients use.

  router/bin/schema-check.mjs --current FILE --next FILE --usage DIR [--since 30d] [--json]

  --current FILE   the supergraph in use, or the SDL of its API schema
  --next FILE      the one that is to take its place
  --usage DIR      where routers write what is used (configuration "usage.dir")
  --since AGE      only what was used since: 12h, 7d, … (default 30d)
  --json           the result as JSON
  --help           this text

The exit code is 0 when nothing breaks that is used, 1 when something does, and 2 when the check could not be made.
`;

const HOUR_MS = 3_600_000;
const UNIT_MS: Readonly<Record<string, number>> = { h: HOUR_MS, d: 24 * HOUR_MS };

/** The command. Sets the exit code; explains a mistake in one sentence on standard error. */
export async function main(args: readonly string[]): Promise<void> {
  try {
    process.exitCode = (await run(args)) ? 1 : 0;
  } catch (error) {
    if (!(error instanceof SchemaCheckError)) throw error;
    process.stderr.write(`schema-check: ${error.message}\n`);
    process.exitCode = 2;
  }
}

/** @returns whether something breaks */
async function run(args: readonly string[]): Promise<boolean> {
  const options = readOptions(args);
  if (options.help) {
    process.stdout.write(HELP);
    return false;
  }
  const since = new Date(Date.now() - ageOf(options.since));
  const operations = await readUsage(required(options.usage, '--usage'), since);
  const current = readSchema(required(options.current, '--current'));
  const next = readSchema(required(options.next, '--next'));
  const check = await checkSchema(current, next, operations);
  process.stdout.write(options.json ? `${JSON.stringify(check, null, 2)}\n` : checkText(check));
  return isBroken(check);
}

function readOptions(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        current: { type: 'string' },
        next: { type: 'string' },
        usage: { type: 'string' },
        since: { type: 'string', default: '30d' },
        json: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    }).values;
  } catch (cause) {
    throw new SchemaCheckError(`${cause instanceof Error ? cause.message : cause} (--help shows what there is)`, {
      cause,
    });
  }
}

function required(value: string | undefined, option: string): string {
  if (value === undefined) throw new SchemaCheckError(`${option} is missing (--help shows what there is)`);
  return value;
}

function ageOf(text: string): number {
  const [, count, unit = ''] = /^(\d{1,5})([hd])$/.exec(text) ?? [];
  const unitMs = UNIT_MS[unit];
  if (count === undefined || unitMs === undefined) {
    throw new SchemaCheckError(`--since must be a number of hours or days such as 12h or 7d, got "${text}"`);
  }
  return Number(count) * unitMs;
}

/** A supergraph, or a schema as clients see it. */
function readSchema(file: string): GraphQLSchema {
  try {
    const sdl = readFileSync(file, 'utf8');
    return /@join__|join__Graph/.test(sdl) ? loadSupergraph(sdl).apiSchema : buildSchema(sdl);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message.split('\n')[0] : String(cause);
    throw new SchemaCheckError(`${file} is no schema that can be read: ${why}`, { cause });
  }
}
