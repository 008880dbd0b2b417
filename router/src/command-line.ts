import { printSchema } from 'graphql';
import { type Command, type Environment, HELP, readCommand, UsageError } from './command-line-options.js';
import { type RouterConfigSources, readRouterConfig } from './config/read-router-config.js';
import { type RouterConfig, RouterConfigError } from './config/router-config.js';
import { showContract } from './contracts/show-contract.js';
import { createRouter } from './create-router.js';
import { processSignals, type Signals } from './signals.js';
import { loadSupergraph, SupergraphError } from './supergraph/load-supergraph.js';
import { createSource, type SupergraphOrigin } from './supergraph-sources/create-source.js';
import { SupergraphSourceError } from './supergraph-sources/supergraph-source.js';

/**
 * The command: starts a router, prints its URL when it is ready, and stops it at SIGTERM or SIGINT.
 * Sets the exit code to 1, after one sentence on standard error, when it cannot start.
 */
export async function main(
  args: readonly string[],
  env: Environment,
  signals: Signals = processSignals,
): Promise<void> {
  try {
    await run(readCommand(args, env), signals);
  } catch (error) {
    process.stderr.write(`router: ${explain(error)}\n`);
    process.exitCode = 1;
  }
}

async function run(command: Command, signals: Signals): Promise<void> {
  switch (command.kind) {
    case 'help':
      process.stdout.write(HELP);
      return;
    case 'print-api-schema':
      return printApiSchema(command.supergraph, readRouterConfig(withoutStartRules(command.config)));
    case 'serve':
      return serve(command.supergraph, readRouterConfig(command.config), signals);
  }
}

/** What a production router must have is not needed to print a schema. */
function withoutStartRules({ env, ...sources }: RouterConfigSources): RouterConfigSources {
  return { ...sources, env: { ...env, NODE_ENV: undefined } };
}

async function printApiSchema(origin: SupergraphOrigin, config: RouterConfig): Promise<void> {
  await using source = createSource(origin, config.supergraph);
  const whole = loadSupergraph(await source.open({ onSupergraph() {}, onFailure() {} }));
  const { apiSchema } = config.contract ? showContract(whole, config.contract, '/graphql') : whole;
  process.stdout.write(`${printSchema(apiSchema)}\n`);
}

async function serve(supergraph: SupergraphOrigin, config: RouterConfig, signals: Signals): Promise<void> {
  const router = await createRouter({ supergraph, config });
  try {
    const { url } = await router.listen();
    signals.onReload(() => void router.reload());
    signals.onStop(() => void router[Symbol.asyncDispose]());
    process.stdout.write(`Router ready at ${url}\n`);
  } catch (error) {
    await router[Symbol.asyncDispose]();
    throw error;
  }
}

const EXPECTED = [UsageError, RouterConfigError, SupergraphError, SupergraphSourceError];

function explain(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (EXPECTED.some((kind) => error instanceof kind)) return error.message;
  if ('code' in error && 'port' in error) {
    return `Cannot listen at port ${error.port}: ${error.code === 'EADDRINUSE' ? 'it is in use' : error.code}`;
  }
  return error.stack ?? error.message;
}
