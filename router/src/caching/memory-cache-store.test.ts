import { describe, expect, it } from 'vitest';
import { MemoryCacheStore } from './memory-cache-store.js';

const entry = (key: string, text = '"0123456789"', terms: string[] = []) => ({
  key,
  text,
  terms,
  seconds: 60,
  expiresAt: Date.now() + 60_000,
});

function open(maxBytes: number) {
  const store = new MemoryCacheStore(maxBytes);
  const has = (...keys: string[]) => store.read(keys).entries.map((found) => found !== undefined);
  return {
    store,
    has,
    write: (...entries: ReturnType<typeof entry>[]) => store.write(entries, store.read([]).generation ?? 0),
  };
}

describe('a store in memory', () => {
  it('forgets the oldest when it is full, and spares what was used', () => {
    const { write, has } = open(1_000);
    write(entry('a'), entry('b'), entry('c'));
    expect(has('a')).toEqual([true]);
    write(entry('d'));
    expect(has('a', 'b', 'c', 'd')).toEqual([true, false, true, true]);
  });

  it('counts what it has in bytes, and nothing when it has nothing', async () => {
    const { store, write } = open(100_000);
    write(entry('a', '"x"', ['t', 'u']), entry('b', '"x"', ['t']));
    const { bytes } = store;
    write(entry('a', '"x"', ['t', 'u']));
    expect(store.bytes).toBe(bytes);
    write(entry('a', '"ü"', ['t', 'u']));
    expect(store.bytes).toBeGreaterThan(bytes);
    await store.invalidate(['t']);
    expect(store.bytes).toBe(0);
  });

  it('does not keep what is larger than all it may have, nor what it had in its place', () => {
    const { write, has } = open(1_000);
    write(entry('a'), entry('b'));
    write(entry('a', JSON.stringify('x'.repeat(2_000))));
    expect(has('a', 'b')).toEqual([false, true]);
  });
});
