import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Heartbeat } from './heartbeat.js';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it('calls each once in an interval, the first time when one has passed', () => {
  const heartbeat = new Heartbeat(1_000);
  const calls: string[] = [];
  heartbeat.add(() => calls.push('early'));
  vi.advanceTimersByTime(450);
  heartbeat.add(() => calls.push('late'));
  vi.advanceTimersByTime(549);
  expect(calls).toEqual([]);
  vi.advanceTimersByTime(1);
  expect(calls).toEqual(['early']);
  vi.advanceTimersByTime(400);
  expect(calls).toEqual(['early', 'late']);
  vi.advanceTimersByTime(10_000);
  expect(calls).toHaveLength(22);
});

it('has a timer only while there is somebody to call', () => {
  const heartbeat = new Heartbeat(1_000);
  const removals = [heartbeat.add(() => {}), heartbeat.add(() => {})];
  expect(vi.getTimerCount()).toBe(1);
  removals[0]?.();
  removals[0]?.();
  expect(vi.getTimerCount()).toBe(1);
  removals[1]?.();
  expect(vi.getTimerCount()).toBe(0);
});
