import { describe, expect, it, vi } from 'vitest';
import { EventQueue } from './event-queue.js';

const done = { done: true, value: undefined };
const event = (value: string) => ({ done: false, value });

describe('EventQueue', () => {
  it('gives events in their order, whether they come before or after they are asked for', async () => {
    const queue = new EventQueue(10, () => 'overflow');
    queue.push('a');
    const [a, b, c] = [queue.next(), queue.next(), queue.next()];
    queue.push('b');
    queue.push('c');
    expect(await Promise.all([a, b, c])).toEqual(['a', 'b', 'c'].map(event));
  });

  it('ends behind what waits, and behind a last event', async () => {
    const queue = new EventQueue(10, () => 'overflow');
    queue.push('a');
    queue.end('last');
    queue.push('late');
    expect([await queue.next(), await queue.next(), await queue.next()]).toEqual([event('a'), event('last'), done]);
  });

  it('ends all that are asked for and pending', async () => {
    const queue = new EventQueue(10, () => 'overflow');
    const pending = [queue.next(), queue.next()];
    queue.end('last');
    expect(await Promise.all(pending)).toEqual([event('last'), done]);
  });

  it('takes no more than its capacity, and says so', async () => {
    const queue = new EventQueue(2, () => 'overflow');
    const onEnd = vi.fn();
    queue.onEnd(onEnd);
    for (const value of ['a', 'b']) queue.push(value);
    expect(onEnd).not.toHaveBeenCalled();
    for (const value of ['c', 'd']) queue.push(value);
    expect(onEnd).toHaveBeenCalledOnce();
    const all: string[] = [];
    for await (const value of queue) all.push(value);
    expect(all).toEqual(['a', 'b', 'overflow']);
  });

  it('is returned at once, though a next() is pending, and drops what waits', async () => {
    const queue = new EventQueue(10, () => 'overflow');
    const onEnd = vi.fn();
    queue.onEnd(onEnd);
    const pending = queue.next();
    expect(await queue.return()).toEqual(done);
    expect(await pending).toEqual(done);
    const other = new EventQueue(10, () => 'overflow');
    other.push('a');
    await other.return();
    expect(await other.next()).toEqual(done);
    expect(onEnd).toHaveBeenCalledOnce();
  });

  it('tells whoever comes late that it has ended', () => {
    const queue = new EventQueue(1, () => 'overflow');
    queue.end();
    const onEnd = vi.fn();
    queue.onEnd(onEnd);
    expect(onEnd).toHaveBeenCalledOnce();
  });
});
