import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { RequestError } from '../errors/request-error.js';
import { ExecutionBound, LEAST } from './execution-bound.js';

/** What is measured of the event loop until it is set otherwise. */
let utilization = 1;
let bound: ExecutionBound;
/** Numbers of those that have begun, in that order. */
let begun: number[];

beforeEach(() => {
  vi.useFakeTimers();
  utilization = 1;
  begun = [];
  bound = new ExecutionBound(() => utilization);
});

afterEach(() => {
  vi.useRealTimers();
});

const never = new AbortController().signal;

/** Of an answer so large that eight have room. */
const LARGE = LEAST / 8 - 4_000;

async function _begin(number: number, { deadlineMs = 60_000, signal = never, size = LARGE } = {}): Promise<void> {
  if (!bound.tryEnter(size)) await bound.enter({ deadlineAt: performance.now() + deadlineMs, signal, size });
  begun.push(number);
}

function _beginMany(count: number): void {
  for (let number = 1; number <= count; number++) void _begin(number);
}

describe('on a busy event loop', () => {
  it('holds more than eight large ones back, and lets the first who waits begin when one is done', async () => {
    _beginMany(10);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(begun).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    expect(bound.waitingCount).toBe(2);
    bound.leave(LARGE);
    await vi.advanceTimersByTimeAsync(0);
    expect(begun).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
  });

  it('refuses one whose time is up before its turn comes, and keeps the order of the others', async () => {
    _beginMany(8);
    const late = _begin(9, { deadlineMs: 100 }).catch((error: unknown) => error);
    void _begin(10);
    await vi.advanceTimersByTimeAsync(130);
    expect(await late).toEqual(expect.objectContaining({ name: 'RequestError', reason: 'unavailable' }));
    expect(await late).toBeInstanceOf(RequestError);
    bound.leave(LARGE);
    await vi.advanceTimersByTimeAsync(0);
    expect(begun.at(-1)).toBe(10);
  });

  it('forgets one whose client has gone', async () => {
    const client = new AbortController();
    _beginMany(8);
    const gone = _begin(9, { signal: client.signal }).catch((error: unknown) => error);
    client.abort();
    await vi.advanceTimersByTimeAsync(30);
    expect(await gone).toBeInstanceOf(RequestError);
    expect(bound.waitingCount).toBe(0);
  });

  it('shrinks slowly to eight again', async () => {
    utilization = 0.1;
    _beginMany(64);
    await vi.advanceTimersByTimeAsync(20);
    expect(begun).toHaveLength(64);
    utilization = 1;
    for (let done = 0; done < 1_000; done++) {
      bound.leave(LARGE);
      await vi.advanceTimersByTimeAsync(5);
      void _begin(done);
    }
    for (let left = 64; left > 0; left--) bound.leave(LARGE);
    await vi.advanceTimersByTimeAsync(0);
    begun.length = 0;
    _beginMany(100);
    await vi.advanceTimersByTimeAsync(0);
    expect(begun).toHaveLength(8);
  });
});

it('lets small ones begin that have room, but not past one who waits', async () => {
  for (let number = 1; number <= 100; number++) void _begin(number, { size: 1_000 });
  await vi.advanceTimersByTimeAsync(0);
  expect(begun).toHaveLength(100);
  void _begin(101, { size: LEAST });
  void _begin(102, { size: 1_000 });
  await vi.advanceTimersByTimeAsync(0);
  expect(begun).toHaveLength(100);
});

it('lets one that is larger than the bound begin when it is alone', async () => {
  void _begin(1, { size: 3 * LEAST });
  void _begin(2, { size: 1_000 });
  await vi.advanceTimersByTimeAsync(0);
  expect(begun).toEqual([1]);
  bound.leave(3 * LEAST);
  await vi.advanceTimersByTimeAsync(0);
  expect(begun).toEqual([1, 2]);
});

describe('on an event loop that rests', () => {
  it('lets twice as many begin at each look, until nobody waits', async () => {
    utilization = 0.1;
    _beginMany(100);
    const counts: number[] = [];
    for (let look = 0; look < 5; look++) {
      counts.push(begun.length);
      await vi.advanceTimersByTimeAsync(5);
    }
    expect(counts).toEqual([8, 16, 32, 64, 100]);
  });

  it('lets few more begin when there is little rest', async () => {
    utilization = 0.8;
    _beginMany(100);
    await vi.advanceTimersByTimeAsync(5);
    expect(begun).toHaveLength(9);
  });

  it('does not take a long rest before the load for one under it', async () => {
    utilization = 0;
    _beginMany(8);
    await vi.advanceTimersByTimeAsync(10_000);
    void _begin(9);
    utilization = 1;
    await vi.advanceTimersByTimeAsync(100);
    expect(begun).toHaveLength(8);
  });
});

it('looks at nothing while nobody waits', async () => {
  _beginMany(9);
  bound.leave(LARGE);
  await vi.advanceTimersByTimeAsync(100);
  expect(vi.getTimerCount()).toBe(0);
});

describe('clients that ask again and again', () => {
  it.each([
    { subgraphMs: 0, workMs: 1, clients: 50 },
    { subgraphMs: 5, workMs: 1, clients: 50 },
    { subgraphMs: 50, workMs: 2, clients: 100 },
    { subgraphMs: 500, workMs: 10, clients: 60 },
  ])('get as much done as without a bound: %j', async (load) => {
    const { subgraphMs, workMs, clients } = load;
    const unbound = Math.min(1 / workMs, clients / (subgraphMs + workMs));
    expect(await _throughput(load)).toBeGreaterThan(0.9 * unbound);
  });
});

/** Operations a millisecond; the work is the event loop's, one after the other. */
async function _throughput({ subgraphMs = 0, workMs = 0, clients = 0 }): Promise<number> {
  let done = 0;
  let freeAt = 0;
  let measured = { at: performance.now(), work: 0 };
  let work = 0;
  bound = new ExecutionBound(() => {
    const now = performance.now();
    // What was begun and lies in the future has not been worked on yet.
    const workSoFar = work - Math.max(0, freeAt - now);
    const share = (workSoFar - measured.work) / Math.max(now - measured.at, 1);
    measured = { at: now, work: workSoFar };
    return share;
  });
  const ask = async (): Promise<void> => {
    await _begin(0);
    freeAt = Math.max(freeAt, performance.now()) + workMs;
    work += workMs;
    setTimeout(
      () => {
        bound.leave(LARGE);
        done++;
        void ask();
      },
      freeAt - performance.now() + subgraphMs,
    );
  };
  for (let client = 0; client < clients; client++) void ask();
  await vi.advanceTimersByTimeAsync(1_500);
  const before = done;
  await vi.advanceTimersByTimeAsync(1_500);
  return (done - before) / 1_500;
}
