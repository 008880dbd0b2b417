import { setTimeout as delay } from 'node:timers/promises';
import { oneProcess } from '@souk/platform/testing';
import { registerFailpoints } from '@souk/subgraph-kit/chaos';
import { disturbHttp } from './disturb-http.js';
import type { Order, Report, Rule } from './messages.js';
import { moveClock } from './moved-clock.js';

/** One part of Souk in a process of its own, told by the rig over IPC what to be and what its failpoints do. It ends with the rig. */

let rules: { rule: Rule; hits: number }[] = [];
let arrivals = 0;
const waiting = new Map<number, () => void>();

registerFailpoints(async (failpoint, detail) => {
  arrivals += 1;
  const arrival = arrivals;
  const rule = pick(failpoint, detail);
  await tell({ kind: 'hit', failpoint, detail, arrival, isLast: rule?.effect === 'crash' });
  if (!rule) return;
  const { effect } = rule;
  if (effect === 'crash') return end();
  if (effect === 'error') throw new Error(`The rig wants an error at ${failpoint}`);
  if (effect === 'wait') await new Promise<void>((goOn) => waiting.set(arrival, goOn));
  else await delay(effect.delayMs);
});

function pick(failpoint: string, detail: string | undefined): Rule | undefined {
  for (const armed of rules) {
    const { rule } = armed;
    if (rule.failpoint !== failpoint || (rule.detail !== undefined && rule.detail !== detail)) continue;
    armed.hits += 1;
    if (rule.nth === undefined || rule.nth === armed.hits) return rule;
  }
  return undefined;
}

/** Resolves when it was written: what follows may be the end. */
function tell(report: Report): Promise<void> {
  return new Promise((written) => {
    if (process.connected) process.send?.(report, () => written());
    else written();
  });
}

function end(): Promise<never> {
  process.kill(process.pid, 'SIGKILL');
  return new Promise(() => {});
}

process.on('disconnect', () => process.exit(1));
process.on('message', (order: Order) => {
  switch (order.kind) {
    case 'start':
      return void start(order);
    case 'arm':
      rules = order.rules.map((rule) => ({ rule, hits: 0 }));
      return void tell({ kind: 'armed' });
    case 'go-on':
      return waiting.get(order.arrival)?.();
    case 'clock':
      return moveClock(order.offsetMs);
    case 'disturb':
      return disturbHttp(order.disturbance);
    default:
      return order satisfies never;
  }
});

async function start({ name, env, configFile = '' }: Extract<Order, { kind: 'start' }>): Promise<void> {
  try {
    const part =
      name === 'router' ? await oneProcess.startRouter(env, configFile) : await oneProcess.startSubgraph(name, env);
    const { user, system } = process.cpuUsage();
    await tell({ kind: 'ready', url: part.url, cpuMs: (user + system) / 1_000 });
  } catch (error) {
    await tell({ kind: 'failed', message: error instanceof Error ? (error.stack ?? error.message) : String(error) });
    process.exit(1);
  }
}
