import { parseArgs } from 'node:util';
import { generateWorld } from './generator/generate-world.js';
import { randomOperation } from './generator/random-operation.js';
import { GraphUnderTest } from './graph-under-test.js';
import { hashText, Random } from './random.js';
import { RouterUnderTest } from './router-under-test.js';
import { isDeferring, isSubscription } from './scenario.js';
import { StockGateway } from './stock-gateway.js';

const HELP = `Counts how often a gateway answers otherwise than one schema over the same data does, and in what.

  node --import tsx router/tests/differential/count-differences.ts [options]

  --gateway G    stock: the planner and the executor of @apollo/gateway; own: this router (default stock)
  --cases N      how many, at least (default 2000)
  --seed N       another seed is other graphs (default 1)
`;

const { values } = parseArgs({
  options: {
    gateway: { type: 'string', default: 'stock' },
    cases: { type: 'string', default: '2000' },
    seed: { type: 'string', default: '1' },
    help: { type: 'boolean', default: false },
  },
});

if (values.help) {
  process.stdout.write(HELP);
  process.exit(0);
}

const OPERATIONS_PER_WORLD = 20;
const counts = new Map<string, number>();
let cases = 0;
for (let number = 0; cases < Number(values.cases); number++) {
  const random = new Random(hashText(`${values.seed} ${number}`));
  await using graph = await GraphUnderTest.start(
    generateWorld(random),
    () => {},
    values.gateway === 'own' ? RouterUnderTest.start : StockGateway.start,
  );
  if (!graph) continue;
  for (let n = 0; n < OPERATIONS_PER_WORLD; n++) {
    const operation = randomOperation(graph.apiSchema, random);
    // The stock executor leaves them to others.
    if (isSubscription(operation) || isDeferring(operation)) continue;
    const difference = await graph.run(operation).then(
      (result) => result.difference,
      (error: Error) => `it threw: ${error.message}`,
    );
    const kind = difference?.replace(/\[.*\]|:.*/, '…') ?? 'equal';
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
    cases++;
  }
}
console.log(`${values.gateway}, seed ${values.seed}: ${cases} cases`);
for (const [kind, count] of [...counts].sort(([, a], [, b]) => b - a))
  console.log(`${String(count).padStart(9)}  ${kind}`);
