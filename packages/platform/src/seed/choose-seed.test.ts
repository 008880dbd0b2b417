import { describe, expect, it } from 'vitest';
import { perSubgraph } from '../subgraph-names.js';
import { chooseSeed } from './choose-seed.js';
import type { Filling } from './seed-marker.js';

const all = (filling: Filling) => perSubgraph(() => filling);
const demo = all({ kind: 'filled', scale: 'demo' });

describe('the seed', () => {
  it('is demo for empty databases, or what was asked for', () => {
    expect(chooseSeed(all({ kind: 'empty' }), undefined)).toBe('demo');
    expect(chooseSeed(all({ kind: 'empty' }), 'large')).toBe('large');
    expect(chooseSeed(all({ kind: 'empty' }), 'none')).toBe('none');
  });

  it('is nothing where the databases have data', () => {
    expect(chooseSeed(demo, undefined)).toBeUndefined();
    expect(chooseSeed(demo, 'demo')).toBeUndefined();
    expect(chooseSeed(all({ kind: 'filled', scale: 'none' }), undefined)).toBeUndefined();
  });

  it('never touches a database that had tables before Souk came', () => {
    expect(chooseSeed(all({ kind: 'foreign' }), undefined)).toBeUndefined();
    expect(chooseSeed({ ...all({ kind: 'empty' }), orders: { kind: 'foreign' } }, undefined)).toBeUndefined();
    expect(() => chooseSeed(all({ kind: 'foreign' }), 'demo')).toThrow(/have data already/);
  });

  it('asks for --reset when another one is wanted', () => {
    expect(() => chooseSeed(demo, 'small')).toThrow(/npm start -- --reset --seed small/);
  });

  it('notices one that was broken off', () => {
    const half = { ...demo, recommendations: { kind: 'filling', scale: 'demo' } } as const;
    expect(() => chooseSeed(half, undefined)).toThrow(/half filled.*--reset/);
  });

  it('notices databases that do not belong together', () => {
    expect(() => chooseSeed({ ...demo, carts: { kind: 'empty' } }, undefined)).toThrow(
      /Only users, products, orders, inventory, recommendations have data/,
    );
  });
});
