import { expect, it } from 'vitest';
import { LruCache } from './lru-cache.js';

it('forgets what was used longest ago', () => {
  const cache = new LruCache<string>(2);
  cache.set('a', 'A');
  cache.set('b', 'B');
  cache.get('a');
  cache.set('c', 'C');
  expect(['a', 'b', 'c'].map((key) => cache.get(key))).toEqual(['A', undefined, 'C']);
});

it('goes by weight, and does not keep what is too heavy by itself', () => {
  const cache = new LruCache<string>(10);
  cache.set('light', '-', 4);
  cache.set('huge', '-', 11);
  expect([cache.get('light'), cache.get('huge')]).toEqual(['-', undefined]);
  cache.set('heavy', '-', 7);
  expect([cache.get('light'), cache.get('heavy'), cache.size]).toEqual([undefined, '-', 1]);
});

it('counts a replaced entry once', () => {
  const cache = new LruCache<string>(4);
  for (const value of ['1', '2', '3']) cache.set('a', value, 3);
  cache.set('b', 'B', 1);
  expect([cache.get('a'), cache.get('b')]).toEqual(['3', 'B']);
});
