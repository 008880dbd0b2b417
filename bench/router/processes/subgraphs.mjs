/**
 * All subgraphs in one process, each on a port of its own. The first time a request's text is seen the real schema answers
 * it; from then on the answer is looked up, so that no subgraph is ever the bottleneck. Who asks at `?kept` is told that the answer may
 * be kept.
 *
 * Parent to child: `{ world }` changes what they know. Child to parent: `{ urls }` when ready, then for each `{ world }` the number of
 * requests that were executed, not looked up, since the last one.
 */
import { once } from 'node:events';
import { createServer } from 'node:http';
import { graphql } from 'graphql';
import { executableSubgraph, subgraphNames } from '../graph/subgraphs.mjs';
import { worlds } from '../workloads.mjs';

const known = Object.fromEntries(Object.entries(worlds).map(([name, make]) => [name, { world: make(), answers: {} }]));
let current = known.repeating;
let executed = 0;

const urls = {};
for (const name of subgraphNames) {
  const schema = executableSubgraph(name);
  for (const { answers } of Object.values(known)) answers[name] = new Map();
  const server = createServer({ keepAlive: true }, async (request, response) => {
    const text = await readText(request);
    const { answers, world } = current;
    let answer = answers[name].get(text);
    if (!answer) {
      executed += 1;
      answer = await execute(schema, world, text);
      answers[name].set(text, answer);
    }
    const keeping = request.url.endsWith('?kept') ? { 'cache-control': 'public, max-age=3600' } : {};
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': answer.length, ...keeping });
    response.end(answer);
  });
  server.keepAliveTimeout = 60_000;
  await once(server.listen(0, '127.0.0.1'), 'listening');
  urls[name] = `http://127.0.0.1:${server.address().port}/graphql`;
}

process.on('message', ({ world }) => {
  current = known[world];
  process.send({ executed });
  executed = 0;
});
process.on('disconnect', () => process.exit());
process.send({ urls });

async function execute(schema, world, text) {
  const { query, variables, operationName } = JSON.parse(text);
  const contextValue = { world };
  const answer = await graphql({ schema, source: query, variableValues: variables, operationName, contextValue });
  return Buffer.from(JSON.stringify(answer));
}

function readText(request) {
  return new Promise((resolve, reject) => {
    const chunks = [];
    request.on('data', (chunk) => chunks.push(chunk));
    request.on('end', () => resolve(chunks.length === 1 ? String(chunks[0]) : String(Buffer.concat(chunks))));
    request.on('error', reject);
  });
}
