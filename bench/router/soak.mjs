import { workloads } from './workloads.mjs';

const SLICE_SECONDS = 10;
const workload = workloads.find(({ name }) => name === 'distinct');

/**
 * Full load on one router, its memory read every ten seconds.
 *
 * @returns `{ samples: [{ second, rssMiB, requestsPerSecond }], growthMiBPerMinute, wrong, failed }`; growth is the slope of a line through the
 *          samples of the second half
 */
export async function soak(stage, { soakSeconds, connections }) {
  const [router] = stage.routers;
  await stage.enterWorld(workload.world);
  const load = { requests: workload.requests, expected: await stage.expected(workload), connections };
  const samples = [];
  let wrong = 0;
  let failed = 0;
  for (let second = SLICE_SECONDS; second <= soakSeconds; second += SLICE_SECONDS) {
    const slice = await stage.load(router, { ...load, seconds: SLICE_SECONDS });
    wrong += slice.wrong;
    failed += slice.failed;
    const requestsPerSecond = slice.latenciesMs.length / slice.seconds;
    samples.push({ second, rssMiB: router.rssBytes() / 2 ** 20, requestsPerSecond });
  }
  return { samples, growthMiBPerMinute: slope(samples.slice(Math.floor(samples.length / 2))) * 60, wrong, failed };
}

/** MiB per second, least squares. */
function slope(samples) {
  const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const meanSecond = mean(samples.map(({ second }) => second));
  const meanRss = mean(samples.map(({ rssMiB }) => rssMiB));
  const covariance = mean(samples.map(({ second, rssMiB }) => (second - meanSecond) * (rssMiB - meanRss)));
  return covariance / mean(samples.map(({ second }) => (second - meanSecond) ** 2));
}
