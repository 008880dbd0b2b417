import { z } from 'zod';

export type Environment = Readonly<Record<string, string | undefined>>;

const PEERS = ['users', 'products', 'carts', 'orders', 'inventory', 'recommendations'] as const;
export type Peer = (typeof PEERS)[number];

const signingKey = z.string().min(32, 'must have at least 32 characters');

const shape = z.object({
  NODE_ENV: z.enum(['development', 'test', 'production']).default('development'),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  HOST: z.string().default('127.0.0.1'),
  PORT: z.coerce.number().int().min(0).max(65_535),
  DATABASE_URL: z.url(),
  DATABASE_POOL_SIZE: z.coerce.number().int().min(1).max(200).default(10),
  REDIS_URL: z.url().default('memory://souk'),
  ROUTER_SIGNING_KEY: signingKey,
  SERVICE_SIGNING_KEY: signingKey,
});

/** What every subgraph is told from outside. */
export interface SubgraphConfig {
  readonly name: Peer;
  readonly isProduction: boolean;
  readonly logLevel: string;
  readonly host: string;
  /** 0 takes a free port */
  readonly port: number;
  readonly databaseUrl: string;
  readonly databasePoolSize: number;
  /** `redis://…`, or `memory://name` for a Redis inside this process */
  readonly redisUrl: string;
  /** HMAC key of the context that the router sends; ≥ 32 characters */
  readonly routerSigningKey: string;
  /** HMAC key of calls and event deliveries between subgraphs; ≥ 32 characters */
  readonly serviceSigningKey: string;
  /** base URLs of the subgraphs, as far as they are known */
  readonly peers: Partial<Readonly<Record<Peer, string>>>;
}

/**
 * Reads what all subgraphs have in common from the environment.
 *
 * @throws Error  naming every variable that is missing or wrong
 */
export function readSubgraphConfig(env: Environment, facts: { name: Peer; defaultPort: number }): SubgraphConfig {
  const values = parseEnvironment(shape, { PORT: String(facts.defaultPort), ...withoutEmpty(env) });
  const isProduction = values.NODE_ENV === 'production';
  if (isProduction && values.REDIS_URL.startsWith('memory:')) {
    throw new Error('REDIS_URL must be set when NODE_ENV=production');
  }
  return {
    name: facts.name,
    isProduction,
    logLevel: values.LOG_LEVEL,
    host: values.HOST,
    port: values.PORT,
    databaseUrl: values.DATABASE_URL,
    databasePoolSize: values.DATABASE_POOL_SIZE,
    redisUrl: values.REDIS_URL,
    routerSigningKey: values.ROUTER_SIGNING_KEY,
    serviceSigningKey: values.SERVICE_SIGNING_KEY,
    peers: readPeers(env),
  };
}

/**
 * Parses the variables that one part needs; an empty variable counts as absent.
 *
 * @throws Error  one line a variable: its name and what is wrong, never its value
 */
export function parseEnvironment<Shape extends z.ZodType>(shape: Shape, env: Environment): z.infer<Shape> {
  const result = shape.safeParse(withoutEmpty(env));
  if (result.success) return result.data;
  const lines = result.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
  throw new Error(`Wrong configuration\n  ${lines.join('\n  ')}`);
}

function withoutEmpty(env: Environment): Environment {
  return Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
}

function readPeers(env: Environment): SubgraphConfig['peers'] {
  const urls = PEERS.flatMap((peer) => {
    const url = env[`${peer.toUpperCase()}_URL`];
    return url ? [[peer, url.replace(/\/$/, '')] as const] : [];
  });
  return Object.fromEntries(urls);
}
