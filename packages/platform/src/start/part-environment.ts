import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { type Environment, REPOSITORY, type StripeAccount } from '../config.js';
import { type PerSubgraph, perSubgraph, SUBGRAPH_NAMES, type SubgraphName } from '../subgraph-names.js';
import type { Keys } from './keys.js';
import type { Ports } from './ports.js';

export const JWT_ISSUER = 'souk';
export const JWT_AUDIENCE = 'souk';

/** Generated from the code of the subgraphs, committed. */
export const SUPERGRAPH_FILE = join(REPOSITORY, 'schema', 'supergraph.graphql');

/** What partners may run; written with the front ends' operations, by the same command. */
const PARTNER_MANIFEST = join(REPOSITORY, 'schema', 'persisted', 'partners.json');

const HOST = '127.0.0.1';

/** What is known of the whole before any part starts. */
export interface PlatformFacts {
  readonly nodeEnv: string;
  readonly logLevel: string;
  readonly ports: Ports;
  readonly databases: PerSubgraph<string>;
  readonly redisUrl: string;
  readonly keys: Keys;
  /** Absent: the simulator stands in. */
  readonly stripe?: StripeAccount;
}

/** The base URL by which the parts, and the browser, reach a port. */
export function baseUrl(port: number): string {
  return `http://${HOST}:${port}`;
}

/** All that one subgraph is told; the same variables as in production. */
export function subgraphEnvironment(name: SubgraphName, facts: PlatformFacts): Environment {
  return {
    NODE_ENV: facts.nodeEnv,
    LOG_LEVEL: facts.logLevel,
    HOST,
    PORT: String(facts.ports.subgraphs[name]),
    DATABASE_URL: facts.databases[name],
    REDIS_URL: facts.redisUrl,
    ROUTER_SIGNING_KEY: facts.keys.ROUTER_SIGNING_KEY,
    SERVICE_SIGNING_KEY: facts.keys.SERVICE_SIGNING_KEY,
    ...peerUrls(facts.ports),
    ...OWN_VARIABLES[name](facts),
  };
}

/** All that the router is told by variables; the rest is its configuration file. */
export function routerEnvironment(facts: PlatformFacts): Environment {
  return {
    NODE_ENV: facts.nodeEnv,
    LOG_LEVEL: facts.logLevel,
    HOST,
    PORT: String(facts.ports.router),
    REDIS_URL: facts.redisUrl,
    ROUTER_SIGNING_KEY: facts.keys.ROUTER_SIGNING_KEY,
    JWKS_URL: `${baseUrl(facts.ports.subgraphs.users)}/.well-known/jwks.json`,
    JWT_ISSUER,
    JWT_AUDIENCE,
  };
}

/** The router's configuration file: where the subgraphs are, the explorer's page, and a partner. */
export function routerConfig({ ports, keys }: PlatformFacts, explorerDir: string | undefined): object {
  return {
    subgraphs: perSubgraph((name) => ({ url: `${baseUrl(ports.subgraphs[name])}/graphql` })),
    explorer: explorerDir ? { htmlDir: explorerDir } : {},
    tracing: { serviceName: 'souk-router' },
    // It begins with what has happened so far.
    subscriptions: { neverShared: ['orderStatusChanged'] },
    partners: [{ name: 'demo-partner', apiKeySha256: sha256(keys.PARTNER_API_KEY), manifest: PARTNER_MANIFEST }],
  };
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

const nothing = () => ({});

const OWN_VARIABLES: PerSubgraph<(facts: PlatformFacts) => Environment> = {
  users: ({ keys, ports }) => ({
    JWT_PRIVATE_KEY: keys.JWT_PRIVATE_KEY,
    JWT_ISSUER,
    JWT_AUDIENCE,
    PUBLIC_URL: baseUrl(ports.subgraphs.users),
  }),
  products: ({ ports }) => ({ PUBLIC_URL: baseUrl(ports.subgraphs.products) }),
  carts: nothing,
  orders: ({ stripe, keys, ports }) =>
    stripe
      ? { STRIPE_SECRET_KEY: stripe.secretKey, STRIPE_WEBHOOK_SECRET: stripe.webhookSecret }
      : {
          STRIPE_SECRET_KEY: keys.STRIPE_SECRET_KEY,
          STRIPE_WEBHOOK_SECRET: keys.STRIPE_WEBHOOK_SECRET,
          STRIPE_API_URL: baseUrl(ports.simulator),
        },
  inventory: nothing,
  recommendations: nothing,
};

function peerUrls(ports: Ports): Environment {
  const urls = perSubgraph((name) => baseUrl(ports.subgraphs[name]));
  return Object.fromEntries(SUBGRAPH_NAMES.map((name) => [`${name.toUpperCase()}_URL`, urls[name]]));
}
