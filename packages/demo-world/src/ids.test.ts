import { validate, version } from 'uuid';
import { describe, expect, it } from 'vitest';
import { idOf } from './ids.js';

const NOON = Date.UTC(2025, 5, 1, 12);

describe('idOf', () => {
  it('makes version 7 UUIDs', () => {
    const id = idOf('order', NOON, 12);
    expect(validate(id)).toBe(true);
    expect(version(id)).toBe(7);
  });

  it('gives the same id for the same row, and another for any other', () => {
    expect(idOf('order', NOON, 12, 3)).toBe(idOf('order', NOON, 12, 3));
    const others = [idOf('user', NOON, 12, 3), idOf('order', NOON, 13, 3), idOf('order', NOON, 12, 4)];
    expect(others).not.toContain(idOf('order', NOON, 12, 3));
    expect(new Set(others).size).toBe(3);
  });

  it('sorts by time', () => {
    const ids = [0, 1, 1_000, 86_400_000].map((laterMs, index) => idOf('order', NOON + laterMs, 900 - index));
    expect(ids.toSorted()).toEqual(ids);
  });

  it('keeps 50 000 rows of one instant apart', () => {
    const ids = new Set<string>();
    for (let index = 0; index < 50_000; index += 1) ids.add(idOf('variant', NOON, index >> 3, index & 7));
    expect(ids.size).toBe(50_000);
  });
});
