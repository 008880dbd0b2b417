import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { isRecord, type JsonRecord } from '../json-record.js';
import { parseRouterConfig, type RouterConfig, RouterConfigError } from './router-config.js';
import { tracingFromEnvironment } from './tracing-environment.js';

export interface RouterConfigSources {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** YAML or JSON file; its keys are those of `RouterConfigInput`. */
  readonly file?: string;
  /** What the command line says; wins over the environment, which wins over the file. */
  readonly overrides?: {
    readonly host?: string;
    readonly port?: number;
    /** Of the supergraph's file. */
    readonly watch?: boolean;
    readonly contract?: { readonly includeTags?: readonly string[]; readonly excludeTags?: readonly string[] };
  };
}

/**
 * Reads the router's configuration: file, then environment, then overrides, the later winning.
 *
 * @throws RouterConfigError    unreadable file, unknown key, wrong value, or a start rule broken
 */
export function readRouterConfig({ env, file, overrides }: RouterConfigSources): RouterConfig {
  const tree = file ? readConfigFile(file) : {};
  const { watch, ...others } = overrides ?? {};
  const source = defined({ watch, bearerToken: env.SUPERGRAPH_BEARER_TOKEN });
  const supergraph = isRecord(tree.supergraph) ? { ...tree.supergraph, ...source } : (tree.supergraph ?? source);
  const fromVariables = tracingFromEnvironment(env);
  const tracing = isRecord(tree.tracing) ? { ...tree.tracing, ...fromVariables } : (tree.tracing ?? fromVariables);
  const config = parseRouterConfig({ ...withEnvironment(tree, env), supergraph, tracing, ...defined(others) });
  checkStartRules(config, env.NODE_ENV === 'production');
  return config;
}

function readConfigFile(file: string): JsonRecord {
  const tree = parseConfigText(file);
  if (tree === null || tree === undefined) return {};
  if (!isRecord(tree)) throw new RouterConfigError(`Configuration file ${file} must hold a mapping of keys`);
  return tree;
}

function parseConfigText(file: string): unknown {
  try {
    return parse(readFileSync(file, 'utf8'));
  } catch (cause) {
    const why = cause instanceof Error ? cause.message.split('\n')[0] : String(cause);
    throw new RouterConfigError(`Configuration file ${file} cannot be read: ${why}`, { cause });
  }
}

function withEnvironment(tree: JsonRecord, env: RouterConfigSources['env']): JsonRecord {
  const authentication = defined({ jwksUrl: env.JWKS_URL, issuer: env.JWT_ISSUER, audience: env.JWT_AUDIENCE });
  const fromFile = isRecord(tree.authentication) ? tree.authentication : {};
  const caching = tree.caching ?? {};
  const isAuthenticated = tree.authentication !== undefined || Object.keys(authentication).length > 0;
  return {
    ...tree,
    ...defined({
      host: env.HOST,
      port: env.PORT ? Number(env.PORT) : undefined,
      signingKey: env.ROUTER_SIGNING_KEY,
      redisUrl: env.REDIS_URL,
      logLevel: env.LOG_LEVEL,
      allowOpen: env.ROUTER_ALLOW_OPEN ? env.ROUTER_ALLOW_OPEN === 'true' : undefined,
    }),
    ...(isRecord(caching) && {
      caching: { ...caching, ...defined({ mode: env.ROUTER_CACHING, invalidationKey: env.ROUTER_INVALIDATION_KEY }) },
    }),
    ...(isAuthenticated && { authentication: { ...fromFile, ...authentication } }),
  };
}

/** An empty variable is an unset one, as in a compose file's `${NAME:-}`. */
function defined(values: JsonRecord): JsonRecord {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined && value !== ''));
}

/** In production the router serves openly only when it is told to in so many words. */
function checkStartRules(config: RouterConfig, isProduction: boolean): void {
  if (!isProduction || config.allowOpen) return;
  const required = {
    JWKS_URL: config.authentication,
    ROUTER_SIGNING_KEY: config.signingKey,
    REDIS_URL: config.redisUrl,
  };
  for (const [variable, value] of Object.entries(required)) {
    if (value !== undefined) continue;
    throw new RouterConfigError(
      `${variable} is required with NODE_ENV=production (or set ROUTER_ALLOW_OPEN=true to serve without authentication)`,
    );
  }
}
