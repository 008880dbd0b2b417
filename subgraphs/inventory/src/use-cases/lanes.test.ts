import { expect, it } from 'vitest';
import { Lanes } from './lanes.js';

/** A lane's work that ends when the test says so. */
function aWork() {
  const turns: { asks: readonly string[]; end: (error?: Error) => void }[] = [];
  const lanes = new Lanes<string, string>(
    (asks) =>
      new Promise((resolve, reject) => {
        turns.push({ asks, end: (error) => (error ? reject(error) : resolve(asks.map((ask) => ask.toUpperCase()))) });
      }),
  );
  return { lanes, turns };
}

const turn = () => new Promise(setImmediate);

it('serves the first at once, and together whoever came meanwhile', async () => {
  const { lanes, turns } = aWork();
  const answers = ['a', 'b', 'c'].map((ask) => lanes.join('lane', ask));
  expect(turns.map(({ asks }) => asks)).toEqual([['a']]);
  turns[0]?.end();
  expect(await answers[0]).toBe('A');
  await turn();
  expect(turns[1]?.asks).toEqual(['b', 'c']);
  turns[1]?.end();
  expect(await Promise.all(answers)).toEqual(['A', 'B', 'C']);
});

it('lets no lane wait for another', () => {
  const { lanes, turns } = aWork();
  void lanes.join('one', 'a');
  void lanes.join('other', 'b');
  expect(turns.map(({ asks }) => asks)).toEqual([['a'], ['b']]);
});

it('takes at most a hundred together', async () => {
  const { lanes, turns } = aWork();
  for (let count = 0; count < 202; count += 1) void lanes.join('lane', 'a');
  const sizes = [];
  for (let index = 0; index < 4; index += 1) {
    sizes.push(turns[index]?.asks.length);
    turns[index]?.end();
    await turn();
  }
  expect(sizes).toEqual([1, 100, 100, 1]);
});

it('fails those of a failed turn alone, and goes on', async () => {
  const { lanes, turns } = aWork();
  const [first, second] = [lanes.join('lane', 'a'), lanes.join('lane', 'b')];
  turns[0]?.end(new Error('lost the database'));
  await expect(first).rejects.toThrow('lost the database');
  await turn();
  turns[1]?.end();
  expect(await second).toBe('B');
  await turn();
  void lanes.join('lane', 'c');
  expect(turns[2]?.asks).toEqual(['c']);
});
