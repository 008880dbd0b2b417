import { EventEmitter } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import type { WorkerEvents } from 'graphile-worker';
import { Client } from 'pg';
import type { SubgraphConfig } from '../config.js';
import type { Logger } from '../logger.js';

/** Also how long a dead worker's job waits at most, beside the queue's own second. */
const LOOK_MS = 2_000;

/** Any number that no other advisory lock of the database has in its first place. */
const LOCK_CLASS = 7_685_202;

const VOUCH_SQL = `select pg_try_advisory_lock_shared(${LOCK_CLASS}, hashtext(id) & 2147483647) from unnest($1::text[]) as id`;

/** A job that was taken just now may belong to a worker that is not vouched for yet. */
const FREE_SQL = `
  select count(*)::int as workers, graphile_worker.force_unlock_workers(array_agg(locked_by)) from (
    select distinct locked_by from graphile_worker._private_jobs
    where locked_by is not null and locked_at < now() - interval '${LOOK_MS} milliseconds' and not exists (
      select from pg_locks
      where locktype = 'advisory' and classid = ${LOCK_CLASS}::oid and objid = (hashtext(locked_by) & 2147483647)::oid
        and database = (select oid from pg_database where datname = current_database()))
  ) as dead`;

/**
 * Frees the jobs of workers that died, kill -9 included; the queue itself would wait four hours before it gives them to another one.
 * A process vouches for its workers by advisory locks of one connection, which PostgreSQL lets go of when the process is no more.
 * While that connection is being made anew a job may be given to a second worker: jobs are done at least once anyway.
 */
export class LivingWorkers implements AsyncDisposable {
  /** for the queue, which tells of each worker it makes */
  readonly events: WorkerEvents = new EventEmitter();
  readonly #config: SubgraphConfig;
  readonly #logger: Logger;
  readonly #ids = new Set<string>();
  #client: Client | undefined;
  #vouchedFor = 0;
  #hasStopped = false;
  #looking: Promise<void> | undefined;
  readonly #timer: NodeJS.Timeout;

  constructor({ config, logger }: { config: SubgraphConfig; logger: Logger }) {
    this.#config = config;
    this.#logger = logger;
    this.events.on('worker:create', ({ worker }) => {
      this.#ids.add(worker.workerId);
      this.#look();
    });
    this.events.on('worker:stop', ({ worker }) => {
      this.#ids.delete(worker.workerId);
      this.#hasStopped = true;
    });
    this.#timer = setInterval(() => this.#look(), LOOK_MS);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    clearInterval(this.#timer);
    await Promise.race([this.#looking, delay(LOOK_MS, undefined, { ref: false })]);
    this.#forgetClient();
  }

  #look(): void {
    this.#looking ??= this.#vouchAndFree()
      .catch((error: unknown) => {
        this.#forgetClient();
        this.#logger.warn({ err: error }, 'the jobs of dead workers could not be looked for');
      })
      .finally(() => {
        this.#looking = undefined;
      });
  }

  async #vouchAndFree(): Promise<void> {
    // the lock of a worker that ended goes with the connection, those of the others are taken anew
    if (this.#hasStopped) this.#forgetClient();
    this.#hasStopped = false;
    const client = this.#client ?? (await this.#connect());
    if (this.#vouchedFor < this.#ids.size) {
      await client.query(VOUCH_SQL, [[...this.#ids]]);
      this.#vouchedFor = this.#ids.size;
    }
    const { rows } = await client.query<{ workers: number }>(FREE_SQL);
    const workers = rows[0]?.workers ?? 0;
    if (workers > 0) this.#logger.warn({ workers }, 'the jobs of dead workers are done by others');
  }

  async #connect(): Promise<Client> {
    const client = new Client({
      connectionString: this.#config.databaseUrl,
      application_name: this.#config.name,
      connectionTimeoutMillis: 5_000,
      query_timeout: 5_000,
    });
    client.on('error', () => this.#forgetClient());
    this.#client = client;
    await client.connect();
    return client;
  }

  #forgetClient(): void {
    this.#client?.end().catch(() => {});
    this.#client = undefined;
    this.#vouchedFor = 0;
  }
}
