import { expect, inject, it } from 'vitest';
import { createLogger, readSubgraphConfig, startJobs } from '../src/index.js';
import { createTestDatabase, testEnvironment, until, witnessJobs } from '../src/testing/index.js';

it('knows a job that is done already, a job replaced, none that failed and waits, none of the crontab', async () => {
  await using database = await createTestDatabase(inject('postgresUrl'), 'witness');
  const config = readSubgraphConfig(testEnvironment(database.url), { name: 'users', defaultPort: 0 });
  const failing = () => Promise.reject(new Error('as it must'));
  await using _jobs = await startJobs({
    config,
    logger: createLogger({ name: 'jobs', level: 'silent' }),
    tasks: { quick: async () => {}, failing },
  });
  const { sql } = database;
  const jobsQueued = await witnessJobs(sql);
  await sql`select graphile_worker.add_job('failing')`;
  await sql`select graphile_worker.add_job('quick', '{"_cron":{}}'), graphile_worker.add_job('quick')`;
  const left = () => sql`select task_identifier as name, last_error from graphile_worker.jobs`;
  await until(async () => {
    const [job, ...more] = await left();
    return job?.name === 'failing' && job.last_error && more.length === 0;
  });
  expect(await jobsQueued()).toEqual(['failing', 'quick']);
  await sql`select graphile_worker.add_job('keyed', job_key => 'k'), graphile_worker.add_job('keyed', job_key => 'k')`;
  expect(await jobsQueued()).toEqual(['failing', 'quick', 'keyed', 'keyed']);
});
