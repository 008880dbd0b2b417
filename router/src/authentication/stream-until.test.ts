import { expect, it } from 'vitest';
import { EventQueue } from '../subscriptions/event-queue.js';
import { ExpiryWatch } from './expiry-watch.js';
import { StreamUntil } from './stream-until.js';

/** A watch whose time comes when the test says so. */
function streamOf(events: AsyncIterableIterator<string>) {
  let expire = () => {};
  let isWatching = true;
  const watch = Object.assign(new ExpiryWatch(), {
    at: (_: number, callback: () => void) => {
      expire = callback;
      return () => {
        isWatching = false;
      };
    },
  });
  const stream = new StreamUntil({ events, watch, endsAt: 0, last: () => 'expired' });
  return { stream, expire: () => expire(), isWatching: () => isWatching };
}

const event = (value: string) => ({ done: false, value });
const END = { done: true, value: undefined };

it('ends a pull that waits with the last event, and what it was made of at once', async () => {
  const events = new EventQueue<string>(10, () => 'overflow');
  const { stream, expire } = streamOf(events);
  events.push('one');
  expect(await stream.next()).toEqual(event('one'));
  const pending = stream.next();
  expire();
  expect(await pending).toEqual(event('expired'));
  expect(await events.next()).toEqual(END);
  expect(await stream.next()).toEqual(END);
});

it('gives nothing more of what waited to a reader who was slow', async () => {
  const events = new EventQueue<string>(10, () => 'overflow');
  const { stream, expire } = streamOf(events);
  events.push('late');
  expire();
  expect(await stream.next()).toEqual(event('expired'));
  expect(await stream.next()).toEqual(END);
});

it('watches no longer when either side ends it', async () => {
  const events = new EventQueue<string>(10, () => 'overflow');
  const { stream, isWatching } = streamOf(events);
  events.end('last');
  expect([await stream.next(), isWatching()]).toEqual([event('last'), true]);
  expect([await stream.next(), isWatching()]).toEqual([END, false]);

  const other = streamOf(new EventQueue<string>(10, () => 'overflow'));
  const pending = other.stream.next();
  expect(await other.stream.return()).toEqual(END);
  expect([await pending, other.isWatching()]).toEqual([END, false]);
});
