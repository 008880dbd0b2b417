import { percentile } from '../percentile.mjs';

/**
 * Whichever is reached first: the compilers of V8 count calls, not seconds. After 4,000 small queries some functions are still to be
 * compiled.
 */
const WARM_UP = { atMost: 20_000, seconds: 10 };
const ALONE_SECONDS = 1;

/**
 * Loads all routers of the stage with each workload, in turn, several rounds.
 *
 * @returns one row per workload and router: `{ workload, router, requests, requestsPerSecond, p50Ms, p99Ms, p50AloneMs, cpuMicroseconds, peakMiB,
 *          wrong, failed, example }`; CPU time is per request; a router that answers wrongly before the load is not loaded, and has no
 *          figures
 */
export async function compareRouters(stage, workloads, { rounds, seconds, connections }) {
  const rows = [];
  for (const workload of workloads) {
    await stage.enterWorld(workload.world);
    const load = { requests: workload.requests, expected: await stage.expected(workload), connections };
    const routers = stage.routers.filter(({ definition }) => !definition.isSharing || workload.requests.length === 1);
    const entries = [];
    for (const router of routers) {
      const atMost = workload.requests.length;
      const first = await stage.load(router, { ...load, connections: 1, seconds: 60, atMost });
      const warm = isRight(first) && (await stage.load(router, { ...load, ...WARM_UP }));
      entries.push({ router, first, loads: [], isLoaded: warm && isRight(warm), ...(warm && { first: warm }) });
    }
    await stage.enterWorld(workload.world);
    for (let round = 0; round < rounds; round += 1) {
      for (const { router, loads } of entries.filter(({ isLoaded }) => isLoaded)) {
        loads.push(await stage.load(router, { ...load, seconds }));
      }
    }
    for (const entry of entries.filter(({ isLoaded }) => isLoaded)) {
      entry.alone = await stage.load(entry.router, { ...load, connections: 1, seconds: ALONE_SECONDS });
    }
    const executed = await stage.enterWorld(workload.world);
    if (executed > 0)
      process.stderr.write(`${workload.name}: the subgraphs executed ${executed} requests under load\n`);
    rows.push(...entries.map((entry) => summarise(workload, entry)));
  }
  return rows;
}

function isRight({ wrong, failed }) {
  return wrong + failed === 0;
}

function summarise(workload, { router, first, loads, alone }) {
  const { name, title } = router.definition;
  const row = { workload: workload.name, router: name, title };
  const all = alone ? [...loads, alone] : [first];
  const wrong = all.reduce((sum, load) => sum + load.wrong, 0);
  const failed = all.reduce((sum, load) => sum + load.failed, 0);
  const example = all.find((load) => load.example)?.example;
  if (!alone) return { ...row, wrong, failed, example };
  const latencies = loads.flatMap(({ latenciesMs }) => latenciesMs).sort((one, other) => one - other);
  const total = (property) => loads.reduce((sum, load) => sum + load[property], 0);
  return {
    ...row,
    requests: latencies.length,
    requestsPerSecond: latencies.length / total('seconds'),
    p50Ms: percentile(latencies, 50),
    p99Ms: percentile(latencies, 99),
    p50AloneMs: percentile(
      alone.latenciesMs.sort((one, other) => one - other),
      50,
    ),
    cpuMicroseconds: total('cpuMicroseconds') / latencies.length,
    peakMiB: Math.max(...loads.map(({ peakBytes }) => peakBytes)) / 2 ** 20,
    wrong,
    failed,
    example,
  };
}
