import { expect, it } from 'vitest';
import { CheckoutGate } from './checkout-gate.js';

/** Work that ends when told to. */
function aJob() {
  const { promise, resolve } = deferred();
  return { finish: resolve, promise };
}

function deferred() {
  let resolve = () => {};
  const promise = new Promise<void>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}

const turn = () => new Promise((resolve) => setImmediate(resolve));

it('lets sixteen in at once, and the others in the order they came', async () => {
  const gate = new CheckoutGate();
  const started: number[] = [];
  const jobs = Array.from({ length: 20 }, aJob);
  const passes = jobs.map(({ promise }, index) =>
    gate.pass(() => {
      started.push(index);
      return promise;
    }),
  );
  await turn();
  expect(started).toHaveLength(16);
  jobs[3]?.finish();
  await turn();
  expect(started.slice(16)).toEqual([16]);
  for (const { finish } of jobs) finish();
  await Promise.all(passes);
  expect(started.slice(16)).toEqual([16, 17, 18, 19]);
});

it('gives the place back when the work fails', async () => {
  const gate = new CheckoutGate();
  for (let index = 0; index < 40; index += 1) {
    await expect(gate.pass(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
  }
  expect(await gate.pass(async () => 'in')).toBe('in');
});

it('turns away whom it could not serve in time anyway', async () => {
  const gate = new CheckoutGate();
  const job = aJob();
  const passes = Array.from({ length: 1_016 }, () => gate.pass(() => job.promise));
  await expect(gate.pass(async () => {})).rejects.toMatchObject({ code: 'SERVICE_UNAVAILABLE' });
  job.finish();
  await Promise.all(passes);
});
