import { createHash, timingSafeEqual } from 'node:crypto';
import type { Redis } from 'ioredis';
import type { Logger } from 'pino';
import { Counter, type Registry } from 'prom-client';
import type { PartnersConfig, PersistedOperationsConfig } from '../config/persisted-operations-config.js';
import { type RouterConfig, RouterConfigError } from '../config/router-config.js';
import { RequestError } from '../errors/request-error.js';
import { connectRedis, isRedis } from '../redis/connect-redis.js';
import { createManifestReader, type ReadManifest } from './manifest-reader.js';
import { ManifestError } from './parse-manifest.js';
import { WatchedSafelist } from './watched-safelist.js';

/** Whoever holds an API key. */
export interface Partner {
  readonly name: string;
  /** A name of `contracts`; the whole graph when absent. */
  readonly contract: string | undefined;
}

/** Which operations a request may run. */
export interface OperationList {
  readonly mode: PersistedOperationsConfig['mode'];
  readonly operations: WatchedSafelist;
  /** For metrics: `safelist`, or the partner's name. */
  readonly name: string;
}

interface KnownPartner extends Partner {
  readonly keyDigest: Buffer;
  readonly list: OperationList;
}

export interface RegisteredOperationsOptions {
  readonly config: Pick<RouterConfig, 'persistedOperations' | 'partners' | 'contracts' | 'redisUrl'>;
  readonly registry: Registry;
  readonly logger: Logger;
}

/** The operations that clients have registered: the safelist, and each partner's. */
export class RegisteredOperations implements AsyncDisposable {
  readonly #redis: Redis | undefined;
  readonly #safelist: OperationList | undefined;
  readonly #partners: readonly KnownPartner[];
  readonly #requests: Counter<'list' | 'sent'>;

  /**
   * @returns undefined when nothing is registered and there are no partners: then every operation runs
   * @throws RouterConfigError    a manifest cannot be read or is wrong
   */
  static async open(options: RegisteredOperationsOptions): Promise<RegisteredOperations | undefined> {
    const { persistedOperations, partners, redisUrl } = options.config;
    const sources = [...persistedOperations.manifests, ...partners.map(({ manifest }) => manifest)];
    if (sources.length === 0) return undefined;
    checkContracts(options.config);
    const isInRedis = sources.some((source) => source.startsWith('redis:'));
    if (isInRedis && !isRedis(redisUrl)) throw new RouterConfigError('Manifests in Redis need "redisUrl"');
    const redis = isInRedis && isRedis(redisUrl) ? connectRedis(redisUrl, options.logger) : undefined;
    try {
      const watch = watchWith(createManifestReader(redis), persistedOperations.pollMs, options.logger);
      const safelist = await openSafelist(persistedOperations, watch);
      return new RegisteredOperations(options, redis, safelist, await openPartners(partners, watch));
    } catch (error) {
      redis?.disconnect();
      if (error instanceof ManifestError) throw new RouterConfigError(error.message, { cause: error });
      throw error;
    }
  }

  private constructor(
    { registry }: RegisteredOperationsOptions,
    redis: Redis | undefined,
    safelist: OperationList | undefined,
    partners: readonly KnownPartner[],
  ) {
    this.#redis = redis;
    this.#safelist = safelist;
    this.#partners = partners;
    this.#requests = new Counter({
      name: 'graphql_registered_operations_total',
      help: 'Operations by the list they were looked up in (safelist, or a partner) and how they were sent: id, text, or unknown (not registered)',
      labelNames: ['list', 'sent'],
      registers: [registry],
    });
  }

  /**
   * Whose key it is; undefined without a key, and where nobody has one.
   *
   * @throws RequestError apiKeyUnknown
   */
  partnerOf(apiKey: string | undefined): Partner | undefined {
    if (apiKey === undefined || this.#partners.length === 0) return undefined;
    const digest = createHash('sha256').update(apiKey).digest();
    let found: Partner | undefined;
    // All are compared, so that the time taken tells nothing.
    for (const partner of this.#partners) if (timingSafeEqual(partner.keyDigest, digest)) found = partner;
    if (!found) throw new RequestError('apiKeyUnknown', 'The API key is not known');
    return found;
  }

  /** What the request may run; undefined when that is everything. */
  listFor(partner: Partner | undefined): OperationList | undefined {
    if (!partner) return this.#safelist;
    return this.#partners.find(({ name }) => name === partner.name)?.list;
  }

  count({ name }: OperationList, sent: 'id' | 'text' | 'unknown'): void {
    this.#requests.inc({ list: name, sent });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#safelist?.operations[Symbol.dispose]();
    for (const { list } of this.#partners) list.operations[Symbol.dispose]();
    this.#redis?.disconnect();
  }
}

function checkContracts({ partners, contracts }: RegisteredOperationsOptions['config']): void {
  const names = new Set(contracts.map(({ name }) => name));
  const lost = partners.find(({ contract }) => contract !== undefined && !names.has(contract));
  if (lost)
    throw new RouterConfigError(`Partner "${lost.name}" has a contract that is none of "contracts": ${lost.contract}`);
}

type Watch = (sources: readonly string[]) => Promise<WatchedSafelist>;

function watchWith(read: ReadManifest, pollMs: number, logger: Logger): Watch {
  return (sources) => WatchedSafelist.open({ sources, read, pollMs, logger });
}

async function openSafelist(
  { mode, manifests }: PersistedOperationsConfig,
  watch: Watch,
): Promise<OperationList | undefined> {
  if (manifests.length === 0) return undefined;
  return { mode, operations: await watch(manifests), name: 'safelist' };
}

async function openPartners(partners: PartnersConfig, watch: Watch): Promise<KnownPartner[]> {
  const known: KnownPartner[] = [];
  for (const { name, apiKeySha256, manifest, contract } of partners) {
    const list = { mode: 'allow-with-id' as const, operations: await watch([manifest]), name };
    known.push({ name, contract, keyDigest: Buffer.from(apiKeySha256, 'hex'), list });
  }
  return known;
}
