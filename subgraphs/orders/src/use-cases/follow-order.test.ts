import { setImmediate as turn } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { OrderEvent } from '../domain/order.js';
import type { OrderStatus } from '../domain/order-status.js';
import { OrderFollower } from './follow-order.js';

/** A timeline in memory, and a bell that rings only when told to. */
function aTimeline() {
  const events: OrderEvent[] = [];
  let ring: ((result: IteratorResult<unknown>) => void) | undefined;
  let rings = 0;
  const wakeUps: AsyncIterableIterator<unknown> = {
    [Symbol.asyncIterator]: () => wakeUps,
    next: () => {
      if (rings > 0) {
        rings -= 1;
        return Promise.resolve({ done: false, value: null });
      }
      return new Promise((resolve) => {
        ring = resolve;
      });
    },
    return: vi.fn(async () => {
      ring?.({ done: true, value: undefined });
      return { done: true as const, value: undefined };
    }),
  };
  return {
    events,
    wakeUps,
    read: vi.fn(async (version: number) => events.filter((event) => event.version > version)),
    commit(status: OrderStatus) {
      const version = events.length + 1;
      events.push({
        orderId: 'o',
        version,
        kind: 'ORDER_PLACED',
        status,
        previousStatus: null,
        message: '',
        at: new Date(),
      });
    },
    wake() {
      if (ring) ring({ done: false, value: null });
      else rings += 1;
      ring = undefined;
    },
  };
}

type Timeline = ReturnType<typeof aTimeline>;
const follow = (timeline: Timeline, facts: { afterVersion?: number; isFinal?: boolean } = {}) =>
  new OrderFollower({ read: timeline.read, wakeUps: timeline.wakeUps, afterVersion: 0, isFinal: false, ...facts });
const versionOf = async (result: Promise<IteratorResult<OrderEvent>>) => (await result).value?.version;

describe('following an order', () => {
  it('replays what came after a version, then gives each event as it is committed', async () => {
    const timeline = aTimeline();
    timeline.commit('PENDING');
    timeline.commit('CONFIRMED');
    const follower = follow(timeline, { afterVersion: 1 });
    expect(await versionOf(follower.next())).toBe(2);
    const next = follower.next();
    timeline.commit('PROCESSING');
    timeline.wake();
    expect(await versionOf(next)).toBe(3);
    await follower.return();
  });

  it('hears of what is committed while it reads', async () => {
    const timeline = aTimeline();
    const follower = follow(timeline);
    timeline.read.mockImplementationOnce(async () => {
      timeline.commit('PENDING');
      timeline.wake();
      return [];
    });
    expect(await versionOf(follower.next())).toBe(1);
    await follower.return();
  });

  it('gives no event twice, however often it is woken', async () => {
    const timeline = aTimeline();
    timeline.commit('PENDING');
    for (let count = 0; count < 5; count += 1) timeline.wake();
    const follower = follow(timeline);
    expect(await versionOf(follower.next())).toBe(1);
    const next = follower.next();
    timeline.wake();
    timeline.commit('CONFIRMED');
    timeline.wake();
    expect(await versionOf(next)).toBe(2);
    await follower.return();
  });

  it('ends after the last event of a final status', async () => {
    const timeline = aTimeline();
    timeline.commit('PENDING');
    timeline.commit('CANCELLED');
    timeline.commit('CANCELLED');
    const versions = [];
    for await (const { version } of follow(timeline)) versions.push(version);
    expect(versions).toEqual([1, 2, 3]);
    expect(timeline.wakeUps.return).toHaveBeenCalled();
  });

  it('ends at once when the order had ended before, and everything was seen', async () => {
    const timeline = aTimeline();
    timeline.commit('CANCELLED');
    expect((await follow(timeline, { afterVersion: 1, isFinal: true }).next()).done).toBe(true);
  });

  it('ends promptly when it is returned while it waits', async () => {
    const timeline = aTimeline();
    const follower = follow(timeline);
    const waiting = follower.next();
    await turn();
    await follower.return();
    expect((await waiting).done).toBe(true);
    expect((await follower.next()).done).toBe(true);
    expect(timeline.wakeUps.return).toHaveBeenCalled();
  });
});

describe('when wake-ups are lost', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('reads anyway, less and less often', async () => {
    const timeline = aTimeline();
    const follower = follow(timeline);
    const next = follower.next();
    await vi.advanceTimersByTimeAsync(1_000 + 2_000 + 4_000 + 100);
    expect(timeline.read).toHaveBeenCalledTimes(4);
    timeline.commit('PENDING');
    await vi.advanceTimersByTimeAsync(8_000);
    expect(await versionOf(next)).toBe(1);
    await follower.return();
  });
});
