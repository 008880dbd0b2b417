import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { OperationDeadline } from './operation-deadline.js';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it('has come when its time is up', () => {
  const deadline = new OperationDeadline(performance.now() + 100, []);
  vi.advanceTimersByTime(99);
  expect(deadline.aborted).toBe(false);
  vi.advanceTimersByTime(1);
  expect(deadline.aborted).toBe(true);
});

it('has come when nobody waits any more', () => {
  const client = new AbortController();
  const deadline = new OperationDeadline(performance.now() + 100, [client.signal]);
  expect(deadline.aborted).toBe(false);
  client.abort();
  expect(deadline.aborted).toBe(true);
});
