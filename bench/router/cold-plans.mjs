import { percentile } from '../percentile.mjs';
import { OURS, STOCK } from './routers/index.mjs';
import { LARGE_QUERY } from './workloads.mjs';

/** Documents that a router has not seen, to warm its code before those that count. */
const WARM_UP_DOCUMENTS = 20;

/**
 * The first request of documents that are alike in size but not in text: parsed, validated and planned anew, then executed.
 *
 * @returns per router `{ router, p50Ms, p99Ms, cpuMicroseconds }`; CPU time is per document
 */
export async function measureColdPlans(stage, documents) {
  const requests = Array.from({ length: documents + WARM_UP_DOCUMENTS }, (_, index) => ({
    query: LARGE_QUERY.replace('topProducts', `top${index}: topProducts`),
  }));
  const world = 'repeating';
  await stage.enterWorld(world);
  const expected = await stage.expected({ world, requests });
  const load = async (router, from, to) =>
    stage.load(router, {
      requests: requests.slice(from, to),
      expected: expected.slice(from, to),
      connections: 1,
      seconds: 60,
      atMost: to - from,
    });
  const rows = [];
  for (const router of stage.routers) {
    if (![OURS, STOCK].includes(router.definition.name)) continue;
    await load(router, 0, WARM_UP_DOCUMENTS);
    const { latenciesMs, cpuMicroseconds, wrong, failed } = await load(router, WARM_UP_DOCUMENTS, requests.length);
    if (wrong + failed > 0) throw new Error(`${router.definition.name} answered ${wrong + failed} documents wrongly`);
    latenciesMs.sort((one, other) => one - other);
    rows.push({
      router: router.definition.name,
      p50Ms: percentile(latenciesMs, 50),
      p99Ms: percentile(latenciesMs, 99),
      cpuMicroseconds: cpuMicroseconds / documents,
    });
  }
  return rows;
}
