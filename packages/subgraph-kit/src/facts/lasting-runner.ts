import { setTimeout as delay } from 'node:timers/promises';
import { type Runner, type RunnerOptions, run, type WorkerEvents } from 'graphile-worker';
import type { Logger } from '../logger.js';

const TRY_AGAIN_MS = 1_000;
/** Longer than a delivery takes. Workers that met a crash of the database may be waited for in vain. */
const ENDS_WITHIN_MS = 6_000;

/**
 * Runs the queue's workers for as long as the process lives. One that cannot tell the database what became of its job, because that is
 * away, ends, and the queue makes no other in its place; a timetable that cannot be read ends them all. A crash of PostgreSQL would leave
 * a process that delivers nothing. When one has ended, all are made anew.
 *
 * @throws when the first ones cannot be started
 */
export async function startLastingRunner(
  events: WorkerEvents,
  logger: Logger,
  options: RunnerOptions,
): Promise<AsyncDisposable> {
  let runner: Runner | undefined;
  let isOver = false;
  let isWorn = false;
  let replacing: Promise<void> | undefined;
  const replace = async () => {
    while (isWorn && !isOver) {
      isWorn = false;
      const worn = runner;
      runner = await startAgain(start, logger, () => isOver);
      await end(worn, logger);
    }
    replacing = undefined;
  };
  const wear = (error: unknown) => {
    if (isOver) return;
    logger.warn({ err: error }, 'a worker of the job queue, or its timetable, ended');
    isWorn = true;
    replacing ??= replace();
  };
  const start = async () => {
    const started = await run(options);
    started.promise.catch(wear);
    return started;
  };
  events.on('worker:fatalError', ({ error }) => wear(error));
  runner = await start();
  return {
    async [Symbol.asyncDispose]() {
      isOver = true;
      await replacing;
      await end(runner, logger);
    },
  };
}

/** Until the database is there again. */
async function startAgain(
  start: () => Promise<Runner>,
  logger: Logger,
  isOver: () => boolean,
): Promise<Runner | undefined> {
  while (!isOver()) {
    try {
      return await start();
    } catch (error) {
      logger.warn({ err: error }, 'the job queue cannot start');
      await delay(TRY_AGAIN_MS);
    }
  }
  return undefined;
}

/** Its other workers finish what they have in hand. */
async function end(runner: Runner | undefined, logger: Logger): Promise<void> {
  const ended = runner?.stop().catch((error: unknown) => logger.debug({ err: error }, 'a job queue was ended already'));
  await Promise.race([ended, delay(ENDS_WITHIN_MS, undefined, { ref: false })]);
}
