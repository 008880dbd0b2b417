import { measureColdPlans } from './cold-plans.mjs';
import { compareRouters } from './compare.mjs';
import { chosen } from './options.mjs';
import { printChecks, printColdPlans, printSoak, printTables, writeResults } from './report.mjs';
import { OURS, oursBefore, routers, STOCK } from './routers/index.mjs';
import { soak } from './soak.mjs';
import { Stage } from './stage.mjs';
import { workloads } from './workloads.mjs';

const COLD_PLANS = 50;

/** Runs what the options ask for. @returns the exit code: 1 when any router answered wrongly */
export async function runBench(options) {
  const pair = [OURS, STOCK];
  if (options.soakSeconds) {
    return onStage([OURS], options, async (stage) => {
      const result = await soak(stage, options);
      printSoak(result);
      writeResults('soak', options, { soak: result });
      return result.wrong + result.failed;
    });
  }
  if (options.coldPlans) {
    return onStage(pair, options, async (stage) => {
      printColdPlans(await measureColdPlans(stage, options.coldPlans));
      return 0;
    });
  }
  return onStage(options.isCheck ? pair : options.only, options, async (stage) => {
    const rows = await compareRouters(stage, chosen(workloads, options.workload), options);
    if (options.isCheck) printChecks(rows);
    else printTables(rows);
    const isWhole = !options.isCheck && !options.only && !options.workload;
    if (isWhole) writeResults('router', options, { rows, coldPlans: await measureColdPlans(stage, COLD_PLANS) });
    return rows.reduce((sum, { wrong, failed }) => sum + wrong + failed, 0);
  });
}

/** What is on the stage ends with this process, however that ends. */
async function onStage(names, { nodeFlags, before }, run) {
  process.on('SIGINT', () => process.exit(130));
  const known = before ? [...routers, oursBefore(before)] : routers;
  const mistakes = await run(await Stage.set(chosen(known, names), nodeFlags));
  return mistakes > 0 ? 1 : 0;
}
