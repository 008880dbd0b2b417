import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { StartError } from './start-error.js';
import { SUBGRAPH_NAMES, type SubgraphName } from './subgraph-names.js';

export type Environment = Readonly<Record<string, string | undefined>>;

export const REPOSITORY = fileURLToPath(new URL('../../..', import.meta.url));

const DEFAULT_PORT = 4_000;
/** The router's, then one for each subgraph, then the simulator's. */
const PORTS_IN_A_ROW = SUBGRAPH_NAMES.length + 2;

/** What `npm start` is told by its environment. */
export interface PlatformConfig {
  /** The router's; the others follow it. */
  readonly port: number;
  /** Databases, keys and the lock. */
  readonly dataDir: string;
  /** What the parts log, pino's names. */
  readonly logLevel: string;
  readonly databases: DatabaseSource;
  /** Absent: a server from PATH, or the in-process stand-in. */
  readonly redisUrl?: string;
  /** Real Stripe; absent: the simulator. */
  readonly stripe?: StripeAccount;
  /** Keys that are given, by the names of their variables; the rest is generated. */
  readonly givenKeys: Environment;
  /** The variables of OpenTelemetry, for the router. */
  readonly tracing: Readonly<Record<string, string>>;
  /** Who carries mails and SMS, for users; nobody: they are only written. */
  readonly carriers: Readonly<Record<string, string>>;
}

/** `server`: somebody else's, one database for each subgraph on it; `own` names those that are elsewhere. */
export type DatabaseSource =
  | { readonly kind: 'embedded' }
  | { readonly kind: 'server'; readonly url: string; readonly own: DatabaseUrls }
  | { readonly kind: 'separate'; readonly own: DatabaseUrls };

export type DatabaseUrls = Partial<Readonly<Record<SubgraphName, string>>>;

export interface StripeAccount {
  readonly secretKey: string;
  readonly webhookSecret: string;
}

/** @throws StartError    names the variable that is wrong or missing */
export function readPlatformConfig(env: Environment): PlatformConfig {
  return {
    port: readPort(env.PORT),
    dataDir: resolve(env.SOUK_DATA_DIR || join(REPOSITORY, '.data')),
    logLevel: env.LOG_LEVEL || 'warn',
    databases: readDatabases(env),
    redisUrl: env.REDIS_URL || undefined,
    stripe: readStripe(env),
    givenKeys: env,
    tracing: pick(env, (name) => name.startsWith('OTEL_')),
    carriers: pick(env, (name) => /^(SMTP_URL|MAIL_FROM|SHOP_LOCALE|TWILIO_.+)$/.test(name)),
  };
}

function pick(env: Environment, isWanted: (name: string) => boolean): Record<string, string> {
  const picked: Record<string, string> = {};
  for (const [name, value] of Object.entries(env)) if (isWanted(name) && value) picked[name] = value;
  return picked;
}

function readPort(text: string | undefined): number {
  if (!text) return DEFAULT_PORT;
  const port = Number(text);
  if (Number.isInteger(port) && port > 0 && port + PORTS_IN_A_ROW <= 65_536) return port;
  throw new StartError(`PORT must be a whole number between 1 and ${65_536 - PORTS_IN_A_ROW}, got "${text}".`);
}

function readDatabases(env: Environment): DatabaseSource {
  const given = SUBGRAPH_NAMES.flatMap((name) => {
    const variable = `${name.toUpperCase()}_DATABASE_URL`;
    const url = env[variable];
    return url ? [[name, requireDatabaseUrl(variable, url)] as const] : [];
  });
  const own: DatabaseUrls = Object.fromEntries(given);
  if (env.DATABASE_URL) return { kind: 'server', url: requireDatabaseUrl('DATABASE_URL', env.DATABASE_URL), own };
  if (given.length === 0) return { kind: 'embedded' };
  const missing = SUBGRAPH_NAMES.filter((name) => !own[name]).map((name) => `${name.toUpperCase()}_DATABASE_URL`);
  if (missing.length === 0) return { kind: 'separate', own };
  throw new StartError(`${missing.join(', ')} must be set too, or DATABASE_URL for the server of the others.`);
}

function requireDatabaseUrl(variable: string, url: string): string {
  if (URL.canParse(url) && /^postgres(ql)?:$/.test(new URL(url).protocol)) return url;
  throw new StartError(`${variable} must look like postgres://user:password@host:5432/database.`);
}

function readStripe(env: Environment): StripeAccount | undefined {
  if (!env.STRIPE_SECRET_KEY) return undefined;
  if (env.STRIPE_WEBHOOK_SECRET) {
    return { secretKey: env.STRIPE_SECRET_KEY, webhookSecret: env.STRIPE_WEBHOOK_SECRET };
  }
  throw new StartError(
    'STRIPE_WEBHOOK_SECRET must be set with STRIPE_SECRET_KEY (or leave out both for the simulator).',
  );
}
