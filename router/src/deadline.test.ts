import { getEventListeners } from 'node:events';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { startDeadline } from './deadline.js';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it('aborts when its time is up', () => {
  using deadline = startDeadline(100, []);
  vi.advanceTimersByTime(99);
  expect([deadline.signal.aborted, deadline.hasPassed]).toEqual([false, false]);
  vi.advanceTimersByTime(1);
  expect([deadline.signal.aborted, deadline.hasPassed]).toEqual([true, true]);
});

it.each(['before', 'after'])('aborts with a parent that aborts %s it starts, and has not passed', (when) => {
  const parent = new AbortController();
  if (when === 'before') parent.abort();
  using deadline = startDeadline(100, [parent.signal]);
  parent.abort();
  expect([deadline.signal.aborted, deadline.hasPassed]).toEqual([true, false]);
});

it('leaves nothing behind', () => {
  const parent = new AbortController();
  startDeadline(100, [parent.signal])[Symbol.dispose]();
  expect(getEventListeners(parent.signal, 'abort')).toEqual([]);
  expect(vi.getTimerCount()).toBe(0);
});
