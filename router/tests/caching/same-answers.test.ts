import { expect, it } from 'vitest';
import { generateWorld } from '../differential/generator/generate-world.js';
import { randomOperation } from '../differential/generator/random-operation.js';
import { GraphUnderTest, type StartAnswering } from '../differential/graph-under-test.js';
import { hashText, Random } from '../differential/random.js';
import { type RouterAnswer, RouterUnderTest } from '../differential/router-under-test.js';

/** More of them, and others, by hand. */
const WORLDS = Number(process.env.ROUTER_CACHING_WORLDS ?? 2);
const SEED = Number(process.env.ROUTER_CACHING_SEED ?? 2);
const OPERATIONS = 15;
const MOST_WORLDS = 12;

it('an answer is the same to the byte, whatever of it was known', async () => {
  const random = new Random(SEED);
  const counts = { compared: 0, asked: 0, askedWhenWarm: 0, partlyKnown: 0 };
  // What is partly known is what matters most; not every world has it.
  for (let world = 0; world < WORLDS || (counts.partlyKnown === 0 && world < MOST_WORLDS); world++) {
    let mayBeKept = false;
    /** Of three answers of subgraphs two may be kept. */
    const headersOf = (body: string) => ({
      'cache-control': mayBeKept && hashText(body) % 3 > 0 ? 'public, max-age=600' : 'no-store',
    });
    const mode = world % 2 === 0 ? 'entities' : 'entities-and-responses';
    const start: StartAnswering = (...args) =>
      RouterUnderTest.start(...args, { config: { caching: { mode } }, headersOf });
    await using graph = await GraphUnderTest.start(generateWorld(random), () => {}, start);
    if (!graph) continue;
    const { router } = graph;
    const operations = Array.from({ length: OPERATIONS }, () => randomOperation(graph.apiSchema, random));
    // Mutations count how often they were run.
    const queries = operations.filter(({ query }) => !/^(mutation|subscription)/.test(query));
    const plain: RouterAnswer[] = [];
    for (const query of queries) plain.push(await router.answer(query));
    mayBeKept = true;
    for (const [index, query] of queries.entries()) {
      const expected = plain[index] ?? { text: '', fetches: [] };
      const where = `world ${world}: ${JSON.stringify(query)}`;
      // What earlier operations have left is there already: the first time it is cold, or partly warm.
      const cold = await router.answer(query);
      const warm = await router.answer(query);
      expect(comparable(cold), where).toBe(comparable(expected));
      expect(comparable(warm), where).toBe(comparable(expected));
      counts.compared++;
      counts.asked += expected.fetches.length;
      counts.askedWhenWarm += warm.fetches.length;
      if (cold.fetches.length > 0 && lengthOf(cold) < lengthOf(expected)) counts.partlyKnown++;
    }
  }
  if (WORLDS > 2) console.log(counts);
  expect(counts.askedWhenWarm).toBeLessThan(counts.asked * 0.8);
  expect(counts.partlyKnown).toBeGreaterThan(0);
}, 120_000);

function lengthOf({ fetches }: RouterAnswer): number {
  return fetches.reduce((sum, { body }) => sum + body.length, 0);
}

/** Errors have the time, and stand in the order in which answers came. */
function comparable({ text }: RouterAnswer): string {
  const { errors, ...answer } = JSON.parse(text);
  if (!errors) return text;
  const places = errors.map(({ message, path, extensions }: any) => JSON.stringify([message, path, extensions.code]));
  return JSON.stringify([answer, places.sort()]);
}
