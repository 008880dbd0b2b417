import { parseArgs } from 'node:util';

const HELP = `Measures routers of one federated graph beside one another.

Usage: node bench/router/run.mjs [options]

  --rounds N          how often each router is loaded, in turn        (3, with --check 1)
  --seconds S         how long each time                              (5, with --check 3)
  --connections N     how many requests are in flight                 (50)
  --only NAME,…       these routers; the stock one is what the others are compared with
  --workload NAME,…   these workloads: repeating, distinct, small, mutation
  --before FILE       another bin/router.mjs of ours, as a router of its own: souk-before
  --node-flags=FLAGS  given to every router alike
  --check             ours and the stock router for a minute, prints the ratios alone
  --cold-plans N      ours and the stock router: the first request of N documents
  --soak SECONDS      ours under full load for so long: does its memory grow?
  --help              this text

A run of all routers and workloads, and a soak, write their results to bench/results.
`;

/** Options of the command, or undefined after it printed its help. */
export function readOptions(args) {
  const text = { type: 'string' };
  const flag = { type: 'boolean' };
  const { values } = parseArgs({
    args,
    options: {
      rounds: text,
      seconds: text,
      connections: text,
      only: text,
      workload: text,
      before: text,
      'node-flags': text,
      check: flag,
      'cold-plans': text,
      soak: text,
      help: flag,
    },
  });
  if (values.help) {
    process.stdout.write(HELP);
    return undefined;
  }
  return {
    rounds: positive('rounds', values.rounds ?? (values.check ? '1' : '3')),
    seconds: positive('seconds', values.seconds ?? (values.check ? '3' : '5')),
    connections: positive('connections', values.connections ?? '50'),
    only: values.only?.split(','),
    workload: values.workload?.split(','),
    before: values.before,
    nodeFlags: values['node-flags']?.split(' ').filter(Boolean) ?? [],
    isCheck: values.check ?? false,
    coldPlans: values['cold-plans'] && positive('cold-plans', values['cold-plans']),
    soakSeconds: values.soak && positive('soak', values.soak),
  };
}

function positive(name, value) {
  const number = Number(value);
  if (Number.isFinite(number) && number > 0) return number;
  throw new Error(`--${name} must be a number above 0, got ${value}`);
}

/**
 * The members of a list that were asked for by name, or all.
 *
 * @throws Error    naming a name that none has
 */
export function chosen(list, names) {
  if (!names) return list;
  const missing = names.find((name) => list.every((member) => member.name !== name));
  if (missing) throw new Error(`There is no "${missing}"; there are ${list.map(({ name }) => name).join(', ')}`);
  return list.filter(({ name }) => names.includes(name));
}
