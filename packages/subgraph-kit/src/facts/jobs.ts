import { setTimeout as delay } from 'node:timers/promises';
import { Logger as GraphileLogger, type LogFunctionFactory, type TaskList } from 'graphile-worker';
import { Pool } from 'pg';
import type { SubgraphConfig } from '../config.js';
import type { Logger } from '../logger.js';
import { deliverFact } from './deliver-fact.js';
import { startLastingRunner } from './lasting-runner.js';
import { LivingWorkers } from './living-workers.js';
import { DELIVER_FACT } from './outbox.js';

export interface JobsOptions {
  readonly config: SubgraphConfig;
  readonly logger: Logger;
  /** this subgraph's own jobs by name; each gets the payload that was queued */
  readonly tasks?: Readonly<Record<string, (payload: unknown) => Promise<void>>>;
  /** lines of crontab, `* * * * * task-name`, UTC */
  readonly crontab?: string;
  readonly concurrency?: number;
}

/** A connection that the queue lost with a crash of the database is never given back. */
const CONNECTIONS_END_MS = 2_000;

const FORGET_OLD_KEYS = 'forget-old-keys';

/** Later than any repetition: a delivery is tried for about three days, and a client that repeats a call does so within hours. */
const FORGET_SQL = [
  `delete from inbox where received_at < now() - interval '30 days'`,
  `delete from idempotency_keys where created_at < now() - interval '30 days'`,
];

/** Starts the worker that delivers this subgraph's facts and runs its jobs. Disposing it waits for the job in hand. */
export async function startJobs({
  config,
  logger,
  tasks = {},
  crontab,
  concurrency = 5,
}: JobsOptions): Promise<AsyncDisposable> {
  const taskList: TaskList = {
    [DELIVER_FACT]: (payload) => deliverFact(config, payload),
    [FORGET_OLD_KEYS]: async (_payload, { query }) => {
      for (const sql of FORGET_SQL) await query(sql);
    },
    ...Object.fromEntries(Object.entries(tasks).map(([name, task]) => [name, (payload: unknown) => task(payload)])),
  };
  const pgPool = new Pool({
    connectionString: config.databaseUrl,
    max: concurrency + 1,
    application_name: config.name,
  });
  // an idle connection that the server closes; the worker connects anew
  pgPool.on('error', (error) => logger.warn({ err: error }, 'the job queue lost a connection'));
  const living = new LivingWorkers({ config, logger });
  const runner = await startLastingRunner(living.events, logger, {
    pgPool,
    events: living.events,
    taskList,
    crontab: [`23 3 * * * ${FORGET_OLD_KEYS}`, crontab].join('\n'),
    concurrency,
    pollInterval: 1_000,
    noHandleSignals: true,
    logger: new GraphileLogger(writeTo(logger)),
  }).catch(async (error: unknown) => {
    await living[Symbol.asyncDispose]();
    throw error;
  });
  return {
    async [Symbol.asyncDispose]() {
      await runner[Symbol.asyncDispose]();
      await living[Symbol.asyncDispose]();
      await Promise.race([pgPool.end(), delay(CONNECTIONS_END_MS, undefined, { ref: false })]);
    },
  };
}

/** graphile-worker's own lines at `debug`; its warnings and errors as they are, without payloads. */
function writeTo(logger: Logger): LogFunctionFactory {
  return (scope) => (level, message) => {
    const facts = { worker: scope.workerId, task: scope.taskIdentifier, job: scope.jobId };
    if (level === 'error') logger.error(facts, message);
    else if (level === 'warning') logger.warn(facts, message);
    else logger.debug(facts, message);
  };
}
