import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { ReconnectingUpstream } from './reconnecting-upstream.js';
import type { UpstreamListener, UpstreamRequest } from './upstream.js';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function start(random = 0) {
  const told: string[] = [];
  const opened: UpstreamListener[] = [];
  let closed = 0;
  const upstream = new ReconnectingUpstream({
    open: (_request, listener) => {
      opened.push(listener);
      return { close: () => closed++ };
    },
    request: {} as UpstreamRequest,
    policy: { attempts: 3, firstDelayMs: 100, maxDelayMs: 300 },
    listener: {
      onAnswer: (text) => told.push(text),
      onComplete: () => told.push('complete'),
      onLost: (why) => told.push(`lost: ${why}`),
    },
    onRetry: (_why, attempt) => told.push(`retry ${attempt}`),
    random: () => random,
  });
  const lose = (isFinal = false) => opened.at(-1)?.onLost('gone', isFinal);
  return { upstream, told, opened, lose, closed: () => closed };
}

it('waits twice as long each time, to a limit, and gives up after its attempts', () => {
  const { opened, lose, told } = start();
  for (const [index, delayMs] of [100, 200, 300].entries()) {
    lose();
    vi.advanceTimersByTime(delayMs - 1);
    expect(opened).toHaveLength(index + 1);
    vi.advanceTimersByTime(1);
    expect(opened).toHaveLength(index + 2);
  }
  lose();
  expect(told).toEqual(['retry 1', 'retry 2', 'retry 3', 'lost: gone']);
  expect(vi.getTimerCount()).toBe(0);
});

it('shortens a wait at random, by a half at most', () => {
  const { opened, lose } = start(1);
  lose();
  vi.advanceTimersByTime(49);
  expect(opened).toHaveLength(1);
  vi.advanceTimersByTime(1);
  expect(opened).toHaveLength(2);
});

it('counts anew after an event', () => {
  const { opened, lose, told } = start();
  for (let n = 0; n < 5; n++) {
    lose();
    vi.advanceTimersByTime(100);
    opened.at(-1)?.onAnswer('event');
  }
  expect(told.filter((line) => line === 'retry 1')).toHaveLength(5);
});

it('does not try again where it was refused', () => {
  const { lose, told } = start();
  lose(true);
  expect(told).toEqual(['lost: gone']);
});

it('is closed while it waits, and while it is open', () => {
  const waiting = start();
  waiting.lose();
  waiting.upstream.close();
  expect(vi.getTimerCount()).toBe(0);
  const open = start();
  open.upstream.close();
  open.lose();
  expect(open.closed()).toBe(1);
  expect(vi.getTimerCount()).toBe(0);
});
