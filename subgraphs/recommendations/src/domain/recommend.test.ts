import { describe, expect, it } from 'vitest';
import { BehaviourBuilder } from './behaviour.js';
import { trainCollaborative } from './collaborative.model.js';
import { ContentBuilder } from './content.model.js';
import { explain } from './explain.js';
import type { RecommendationModel } from './model.js';
import { BASKET, BLENDS, recommend, SIMILAR } from './recommend.js';
import { SparseMatrixBuilder } from './sparse-matrix.js';
import { finish } from './steps.js';
import { type Taste, tastesOf } from './taste.js';

const NOW = Date.UTC(2026, 5, 15, 12);
const WORDS = ['lamp', 'tent', 'stove', 'rope', 'knife', 'board'];
const aTaste = (item: number, weight = 1): Taste => ({ item, weight, sign: 'PURCHASE' });
const everything = () => true;

/** @param baskets  items that somebody bought together */
function aModel(itemCount: number, baskets: number[][], inactive: readonly number[] = []): RecommendationModel {
  const behaviour = new BehaviourBuilder(itemCount, NOW);
  for (const basket of baskets) behaviour.addShopper(basket.map((item) => ({ item, strength: 1, atMs: NOW })));
  const content = new ContentBuilder();
  for (let item = 0; item < itemCount; item += 1) {
    const name = `${WORDS[item % WORDS.length]} ${WORDS[(item * 5 + 1) % WORDS.length]}`;
    content.add({ name, description: '', brandId: null, categoryIds: [], attributes: [] });
  }
  const { rows, popularity, shoppers } = behaviour.build();
  return {
    productIds: Array.from({ length: itemCount }, (_, item) => String(item)),
    isActive: Uint8Array.from({ length: itemCount }, (_, item) => (inactive.includes(item) ? 0 : 1)),
    categoryIds: [],
    categories: new SparseMatrixBuilder().build(0),
    popularity,
    shoppers,
    neighbours: finish(trainCollaborative(rows)),
    content: finish(content.train()),
  };
}

const itemsOf = (list: readonly { item: number }[]) => list.map(({ item }) => item);

describe('recommend', () => {
  const model = aModel(6, [
    [0, 1],
    [0, 1],
    [0, 1],
    [0, 2],
    [4, 5],
  ]);

  it('follows what others chose together, more often first', () => {
    const list = recommend(model, {
      blend: BLENDS.COLLABORATIVE,
      tastes: [aTaste(0)],
      limit: 10,
      isAllowed: everything,
    });
    expect(itemsOf(list)).toEqual([1, 2]);
    expect(explain(model, [aTaste(0)], list)).toEqual([
      { kind: 'together', item: 0, sign: 'PURCHASE' },
      { kind: 'together', item: 0, sign: 'PURCHASE' },
    ]);
  });

  it('knows by POPULAR the newer of two that nobody chose', () => {
    const list = recommend(model, { blend: BLENDS.POPULAR, tastes: [], limit: 10, isAllowed: everything });
    expect(itemsOf(list)).toEqual([0, 1, 5, 4, 2, 3]);
    expect(explain(model, [], list).map(({ kind }) => kind)).toEqual([...Array(5).fill('popular'), 'new']);
    expect(list.at(-1)).toMatchObject({ score: 0, confidence: 0 });
  });

  it('goes by the description of what nobody chose yet', () => {
    const list = recommend(model, { blend: SIMILAR, tastes: [aTaste(3)], limit: 10, isAllowed: (item) => item !== 3 });
    expect(list.length).toBeGreaterThan(0);
    expect(list.every(({ leading }) => leading === 'alike')).toBe(true);
  });

  it('believes more where more shoppers agree', () => {
    const few = aModel(6, [
      [0, 1],
      [2, 3],
    ]);
    const many = aModel(
      6,
      Array.from({ length: 50 }, (_, n) => (n % 2 ? [0, 1] : [2, 3])),
    );
    const ask = { blend: BLENDS.HYBRID, tastes: [aTaste(0)], limit: 1, isAllowed: (item: number) => item !== 0 };
    expect(recommend(many, ask)[0]?.confidence).toBeGreaterThan(recommend(few, ask)[0]?.confidence ?? 1);
  });
});

it('never recommends what is forbidden or not sold, nothing twice, best first, 0–1', () => {
  const random = mulberry32(20_260_615);
  const pick = (count: number) => Math.floor(random() * count);
  for (let round = 0; round < 60; round += 1) {
    const itemCount = 2 + pick(40);
    const baskets = Array.from({ length: pick(60) }, () => Array.from({ length: 1 + pick(6) }, () => pick(itemCount)));
    const inactive = Array.from({ length: pick(5) }, () => pick(itemCount));
    const model = aModel(itemCount, baskets, inactive);
    const tastes = tastesOf(
      Array.from({ length: pick(8) }, () => ({ item: pick(itemCount), type: 'PURCHASE' as const, atMs: NOW })),
    );
    const forbidden = new Set(Array.from({ length: pick(10) }, () => pick(itemCount)));
    const limit = 1 + pick(20);
    for (const blend of [...Object.values(BLENDS), SIMILAR, BASKET]) {
      const list = recommend(model, { blend, tastes, limit, isAllowed: (item) => !forbidden.has(item) });
      const items = itemsOf(list);
      expect(items.length).toBeLessThanOrEqual(limit);
      expect(new Set(items).size).toBe(items.length);
      expect(items.filter((item) => forbidden.has(item) || inactive.includes(item))).toEqual([]);
      const scores = list.map(({ score }) => score);
      expect(scores).toEqual(scores.toSorted((a, b) => b - a));
      for (const { score, confidence } of list) {
        expect(Math.min(score, confidence)).toBeGreaterThanOrEqual(0);
        expect(Math.max(score, confidence)).toBeLessThanOrEqual(1 + 1e-9);
      }
    }
    const popular = recommend(model, { blend: BLENDS.POPULAR, tastes: [], limit, isAllowed: everything });
    expect(popular.length).toBe(Math.min(limit, itemCount - new Set(inactive).size));
  }
});

/** A small seeded generator: the same rounds each time. Source: https://github.com/bryc/code/blob/master/jshash/PRNGs.md */
function mulberry32(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
