import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { readRouterConfig } from './config/read-router-config.js';
import { RouterConfigError } from './config/router-config.js';
import { createRouter } from './create-router.js';
import { SupergraphError } from './supergraph/load-supergraph.js';

const HELP = `Serves a Federation 2 supergraph as one GraphQL endpoint.

Usage: router --supergraph FILE --port N [--host H] [--config FILE]

  --supergraph FILE   the supergraph's SDL            (or SUPERGRAPH)
  --port N            0 takes any free port           (or PORT; 4000)
  --host H            the address to listen at        (or HOST; 127.0.0.1)
  --config FILE       YAML or JSON, see the README    (or ROUTER_CONFIG)
  --help              this text
`;

/** A mistake of whoever called the command; the message is one sentence that says which. */
class UsageError extends Error {
  override readonly name = 'UsageError';
}

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The command: starts a router, prints its URL when it is ready, and stops it at SIGTERM or SIGINT.
 * Sets the exit code to 1, after one sentence on standard error, when it cannot start.
 */
export async function main(args: readonly string[], env: Environment): Promise<void> {
  try {
    await run(args, env);
  } catch (error) {
    process.stderr.write(`router: ${explain(error)}\n`);
    process.exitCode = 1;
  }
}

async function run(args: readonly string[], env: Environment): Promise<void> {
  const options = readArguments(args);
  if (options.help) {
    process.stdout.write(HELP);
    return;
  }
  const supergraphFile = options.supergraph ?? env.SUPERGRAPH;
  if (!supergraphFile) throw new UsageError('--supergraph FILE (or SUPERGRAPH) is required; see --help');
  const file = options.config ?? env.ROUTER_CONFIG;
  const config = readRouterConfig({
    env,
    ...(file && { file }),
    overrides: { ...(options.host && { host: options.host }), ...(options.port && { port: Number(options.port) }) },
  });
  const router = await createRouter({ supergraphSdl: readSupergraph(supergraphFile), config });
  try {
    const { url } = await router.listen();
    process.stdout.write(`Router ready at ${url}\n`);
  } catch (error) {
    await router[Symbol.asyncDispose]();
    throw error;
  }
  const stop = () => {
    process.off('SIGTERM', stop);
    process.off('SIGINT', stop);
    void router[Symbol.asyncDispose]();
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
}

function readArguments(args: readonly string[]) {
  const text = { type: 'string' } as const;
  const options = { supergraph: text, port: text, host: text, config: text, help: { type: 'boolean' } } as const;
  try {
    return parseArgs({ args: [...args], options, strict: true }).values;
  } catch (cause) {
    throw new UsageError(cause instanceof Error ? cause.message : String(cause), { cause });
  }
}

function readSupergraph(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    throw new UsageError(`The supergraph file ${file} cannot be read`, { cause });
  }
}

function explain(error: unknown): string {
  const isExpected = [UsageError, RouterConfigError, SupergraphError].some((kind) => error instanceof kind);
  if (isExpected && error instanceof Error) return error.message;
  if (error instanceof Error && 'code' in error && 'port' in error) {
    return `Cannot listen at port ${error.port}: ${error.code === 'EADDRINUSE' ? 'it is in use' : error.code}`;
  }
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
