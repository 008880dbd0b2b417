import { parseArgs } from 'node:util';
import type { RouterConfigSources } from './config/read-router-config.js';
import type { SupergraphOrigin } from './supergraph-sources/create-source.js';

export const HELP = `Serves a Federation 2 supergraph as one GraphQL endpoint.

Usage: router --supergraph FILE|URL [options]
       router --introspect NAME=URL,… [options]
       router --supergraph FILE|URL --print-api-schema [--include-tags …] [--exclude-tags …]

  --supergraph FILE|URL     the supergraph's SDL; a URL is asked for it again and again   (or SUPERGRAPH)
  --introspect NAME=URL,…   in its place: asks these subgraphs for their schemas and composes them, again and again
  --no-watch                reads a file again at SIGHUP only, not whenever it changes; --watch is the default
  --include-tags A,B        shows only fields and unions with one of these tags
  --exclude-tags A,B        shows nothing that has one of these tags
  --print-api-schema        prints the schema that clients see, and ends

  --port N                  0 takes any free port           (or PORT; 4000)
  --host H                  the address to listen at        (or HOST; 127.0.0.1)
  --config FILE             YAML or JSON, see the README    (or ROUTER_CONFIG)
  --help                    this text

SIGHUP looks for a new supergraph at once. SIGTERM and SIGINT finish what is in flight and end the router.
`;

/** A mistake of whoever called the command; the message is one sentence that says which. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

export type Environment = Readonly<Record<string, string | undefined>>;

export type Command =
  | { readonly kind: 'help' }
  | {
      readonly kind: 'serve' | 'print-api-schema';
      readonly supergraph: SupergraphOrigin;
      readonly config: RouterConfigSources;
    };

const text = { type: 'string' } as const;
const flag = { type: 'boolean' } as const;
const OPTIONS = {
  supergraph: text,
  introspect: text,
  watch: flag,
  'no-watch': flag,
  'include-tags': text,
  'exclude-tags': text,
  'print-api-schema': flag,
  port: text,
  host: text,
  config: text,
  help: flag,
} as const;

/**
 * What the command line and the environment say; the command line wins.
 *
 * @throws UsageError
 */
export function readCommand(args: readonly string[], env: Environment): Command {
  const options = parse(args);
  if (options.help) return { kind: 'help' };
  if (options.watch && options['no-watch']) throw new UsageError('--watch and --no-watch exclude one another');
  const file = options.config ?? env.ROUTER_CONFIG;
  const contract = readContract(options['include-tags'], options['exclude-tags']);
  const overrides = {
    ...(options.host && { host: options.host }),
    ...(options.port && { port: Number(options.port) }),
    ...((options.watch || options['no-watch']) && { watch: Boolean(options.watch) }),
    ...(contract && { contract }),
  };
  return {
    kind: options['print-api-schema'] ? 'print-api-schema' : 'serve',
    supergraph: readOrigin(options, env),
    config: { env, ...(file && { file }), overrides },
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: OPTIONS, strict: true }).values;
  } catch (cause) {
    throw new UsageError(cause instanceof Error ? cause.message : String(cause), { cause });
  }
}

function readContract(includeTags: string | undefined, excludeTags: string | undefined) {
  if (includeTags === undefined && excludeTags === undefined) return undefined;
  return {
    ...(includeTags !== undefined && { includeTags: splitList('--include-tags', includeTags) }),
    ...(excludeTags !== undefined && { excludeTags: splitList('--exclude-tags', excludeTags) }),
  };
}

function readOrigin(
  { supergraph, introspect }: { readonly supergraph?: string | undefined; readonly introspect?: string | undefined },
  env: Environment,
): SupergraphOrigin {
  if (supergraph && introspect) throw new UsageError('--supergraph and --introspect exclude one another');
  if (introspect) return { subgraphs: splitList('--introspect', introspect).map(readSubgraph) };
  const origin = supergraph ?? env.SUPERGRAPH;
  if (!origin) throw new UsageError('--supergraph FILE|URL (or SUPERGRAPH) is required; see --help');
  return /^https?:\/\//i.test(origin) ? { url: origin } : { file: origin };
}

function readSubgraph(text: string) {
  const [, name, url] = /^([^=]+)=(https?:\/\/.+)$/i.exec(text) ?? [];
  if (!name || !url || !URL.canParse(url)) throw new UsageError(`--introspect takes NAME=URL,…, got "${text}"`);
  return { name, url };
}

function splitList(option: string, text: string): string[] {
  const list = text
    .split(',')
    .map((item) => item.trim())
    .filter(Boolean);
  if (list.length === 0) throw new UsageError(`${option} takes a list, separated by commas`);
  return list;
}
