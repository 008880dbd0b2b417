import { describe, expect, it } from 'vitest';
import { perSubgraph } from '../subgraph-names.js';
import { chooseSeed } from './choose-seed.js';
import type { Filling } from './seed-marker.js';

const all = (filling: Filling) => perSubgraph(() => filling);
const demo = all({ kind: 'filled', scale: 'demo' });

describe('the seed', () => {
  it('is demo for empty databases, or what was asked for', () => {
    expect(chooseSeed(all({ kind: 'empty' }), undefined)).toEqual({ kind: 'fill', scale: 'demo' });
    expect(chooseSeed(all({ kind: 'empty' }), 'large')).toEqual({ kind: 'fill', scale: 'large' });
    expect(chooseSeed(all({ kind: 'empty' }), 'none')).toEqual({ kind: 'fill', scale: 'none' });
  });

  it('is nothing where the databases have data', () => {
    expect(chooseSeed(demo, undefined)).toEqual({ kind: 'keep', scale: 'demo' });
    expect(chooseSeed(demo, 'demo')).toEqual({ kind: 'keep', scale: 'demo' });
    expect(chooseSeed(all({ kind: 'filled', scale: 'none' }), undefined)).toEqual({ kind: 'keep', scale: 'none' });
  });

  it('never touches a database that had tables before Souk came', () => {
    expect(chooseSeed(all({ kind: 'foreign' }), undefined)).toEqual({ kind: 'keep', scale: 'none' });
    expect(chooseSeed({ ...all({ kind: 'empty' }), orders: { kind: 'foreign' } }, undefined)).toEqual({
      kind: 'keep',
      scale: 'none',
    });
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
