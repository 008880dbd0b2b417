import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type StripeSimulator, startStripeSimulator } from '@souk/stripe-simulator';
import type { Environment, StripeAccount } from './config.js';
import { Resources } from './resources.js';
import { simulatorDir } from './start/data-folder.js';
import type { Keys } from './start/keys.js';
import type { Part, PartRunner, SubgraphPart } from './start/part.js';
import {
  baseUrl,
  type PlatformFacts,
  routerConfig,
  routerEnvironment,
  subgraphEnvironment,
} from './start/part-environment.js';
import { choosePorts, type Ports } from './start/ports.js';
import { type PerSubgraph, perSubgraphAsync, type SubgraphName } from './subgraph-names.js';

export interface PlatformOptions {
  /** One for each subgraph, with or without its tables. */
  readonly databases: PerSubgraph<string>;
  readonly redisUrl: string;
  readonly keys: Keys;
  /** Where the parts run: `oneProcess` or `ownProcesses`, which need a real Redis. */
  readonly runner: PartRunner;
  /** Absent: any free ones. */
  readonly ports?: Ports;
  /** Absent: the simulator. */
  readonly stripe?: StripeAccount;
  /** Keeps the simulator's payments and the router's configuration; absent: nothing is kept. */
  readonly dataDir?: string;
  /** The explorer's bundle; absent: no page. */
  readonly explorerDir?: Promise<string | undefined>;
  readonly nodeEnv: 'development' | 'test';
  /** Of all parts, pino's names. */
  readonly logLevel: string;
  /** Variables for one part, on top of those that it gets. */
  readonly overrides?: Partial<Readonly<Record<SubgraphName | 'router', Environment>>>;
  /** Fills the databases: called when the subgraphs have made their tables, before the router serves. */
  readonly fill?: () => Promise<void>;
}

export interface Platform extends AsyncDisposable {
  /** base URL; GraphQL is at `/graphql` */
  readonly routerUrl: string;
  /** One may be disposed of before the others, as if it were down. */
  readonly subgraphs: PerSubgraph<SubgraphPart>;
  /** URLs, as given. */
  readonly databases: PerSubgraph<string>;
  /** Sent as `x-api-key` it may run the operations of schema/persisted/partners.json. */
  readonly partnerApiKey: string;
  /** Absent with an account at Stripe. */
  readonly simulator?: StripeSimulator;
  /** Settles with the first part that ends by itself. */
  readonly partEnded: Promise<Part>;
}

/**
 * Starts everything but PostgreSQL and Redis: the simulator, the subgraphs at once, then the router.
 * Disposing of it stops them in the reverse order, each letting its requests finish.
 *
 * @param resources    where each part is noted as soon as it runs, so that a start can be broken off
 * @throws whatever the first part threw that could not start; the others are stopped then
 */
export async function startPlatform(options: PlatformOptions, resources = new Resources()): Promise<Platform> {
  try {
    return await startParts(options, resources);
  } catch (error) {
    await resources[Symbol.asyncDispose]();
    throw error;
  }
}

async function startParts(options: PlatformOptions, resources: Resources): Promise<Platform> {
  const { runner, fill, explorerDir, overrides = {} } = options;
  const facts: PlatformFacts = { ...options, ports: options.ports ?? (await choosePorts(0)) };
  const simulator = facts.stripe ? undefined : await resources.add(await startSimulator(facts, options.dataDir));
  const subgraphs = await perSubgraphAsync(async (name) => {
    const env = { ...subgraphEnvironment(name, facts), ...overrides[name] };
    return resources.add(await runner.startSubgraph(name, env));
  });
  await fill?.();
  const configFile = await resources.add(writeConfig(routerConfig(facts, await explorerDir), options.dataDir));
  const env = { ...routerEnvironment(facts), ...overrides.router };
  const router = await resources.add(await runner.startRouter(env, configFile.path));
  return {
    routerUrl: router.url,
    subgraphs,
    databases: options.databases,
    partnerApiKey: options.keys.PARTNER_API_KEY,
    simulator,
    partEnded: Promise.race([router, ...Object.values(subgraphs)].map((part) => part.ended.then(() => part))),
    [Symbol.asyncDispose]: () => resources[Symbol.asyncDispose](),
  };
}

function startSimulator({ keys, ports }: PlatformFacts, dataDir: string | undefined): Promise<StripeSimulator> {
  return startStripeSimulator({
    host: '127.0.0.1',
    port: ports.simulator,
    secretKey: keys.STRIPE_SECRET_KEY,
    webhooks: [{ url: `${baseUrl(ports.subgraphs.orders)}/webhooks/stripe`, secret: keys.STRIPE_WEBHOOK_SECRET }],
    dataDir: dataDir && simulatorDir(dataDir),
  });
}

/** The router's configuration file, gone when it is disposed of. */
function writeConfig(content: object, dataDir: string | undefined): AsyncDisposable & { readonly path: string } {
  const folder = dataDir ?? mkdtempSync(join(tmpdir(), 'souk-run-'));
  const path = join(folder, 'router.json');
  writeFileSync(path, JSON.stringify(content));
  return {
    path,
    async [Symbol.asyncDispose]() {
      rmSync(dataDir ? path : folder, { recursive: true, force: true });
    },
  };
}
