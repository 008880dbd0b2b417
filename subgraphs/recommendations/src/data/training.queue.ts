import { sql } from 'drizzle-orm';
import type { RecommendationsDatabase } from './database.js';

export const TRAIN_MODELS = 'train-models';

/** Once a minute, whatever the number of replicas. One queue: no two trainings at a time. A failed one is left to the next minute. */
export const TRAINING_CRONTAB = `* * * * * ${TRAIN_MODELS} ?queue=${TRAIN_MODELS}&max=1`;

/** Lets the worker look now whether there is something to learn. */
export async function queueTraining({ db }: RecommendationsDatabase): Promise<void> {
  await db.execute(sql`
    select graphile_worker.add_job(
      ${TRAIN_MODELS}::text, queue_name => ${TRAIN_MODELS}::text, job_key => 'train-at-start', max_attempts => 1)`);
}
