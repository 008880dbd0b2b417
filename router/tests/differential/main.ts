import { parseArgs } from 'node:util';
import { type RunSummary, runCases } from './run-cases.js';

const HELP = `Compares the router with one schema over the same data, on random graphs and operations.

  node --import tsx router/tests/differential/main.ts [options]

  --cases N      how many, at least (default 10000)
  --seed N       another seed is other graphs (default 1)
  --world N      only the graph that a difference was found on
  --seconds S    ends after these, though there are fewer cases
  --failures N   ends after as many (default 5)
  --shrink S     seconds for making a failure smaller (default 30)

Ends with 1 when there was a difference.
`;

const { values } = parseArgs({
  options: {
    cases: { type: 'string', default: '10000' },
    seed: { type: 'string', default: '1' },
    world: { type: 'string' },
    seconds: { type: 'string' },
    failures: { type: 'string', default: '5' },
    shrink: { type: 'string', default: '30' },
    help: { type: 'boolean', default: false },
  },
});

if (values.help) {
  process.stdout.write(HELP);
  process.exit(0);
}

const startedAt = performance.now();
const summary = await runCases({
  cases: positive('cases', values.cases),
  seed: positive('seed', values.seed),
  ...(values.world !== undefined && { world: positive('world', values.world) }),
  ...(values.seconds !== undefined && { limitMs: positive('seconds', values.seconds) * 1000 }),
  maxFailures: positive('failures', values.failures),
  shrinkMs: positive('shrink', values.shrink) * 1000,
  onProgress: (soFar) => process.stderr.write(`\r${lineOf(soFar)}`),
  onFailure: (failure) => console.log(`${failure}\n`),
});
process.stderr.write('\n');
console.log(`seed ${values.seed}: ${lineOf(summary)}`);
for (const [feature, count] of summary.coverage.counts) console.log(`${String(count).padStart(9)}  ${feature}`);
process.exitCode = summary.failures.length > 0 ? 1 : 0;

function lineOf({ cases, worlds, dropped, failures }: RunSummary): string {
  const perSecond = Math.round(cases / ((performance.now() - startedAt) / 1000));
  return `${cases} cases on ${worlds} graphs (${dropped} did not compose), ${failures.length} differences, ${perSecond}/s`;
}

function positive(name: string, text: string): number {
  const value = Number(text);
  if (Number.isInteger(value) && value > 0) return value;
  throw new RangeError(`--${name} must be a positive integer, got "${text}"`);
}
