import { validate, version } from 'uuid';
import { expect, it, vi } from 'vitest';
import { requestIdFrom } from './request-id.js';

it('takes a well-formed id from the client', () => {
  expect(requestIdFrom('order:42_a.b-c')).toBe('order:42_a.b-c');
});

it.each([undefined, '', 'short', 'with blank', 'a'.repeat(129), ['two', 'headers']])(
  'makes a UUIDv7 in place of %j',
  (header) => {
    const ids = [requestIdFrom(header), requestIdFrom(header)];
    for (const id of ids) expect([validate(id), version(id)]).toEqual([true, 7]);
    expect(ids[0]).not.toBe(ids[1]);
  },
);

it('makes ids that sort by their time', () => {
  vi.useFakeTimers({ now: Date.UTC(2026, 0, 1) });
  const earlier = requestIdFrom(undefined);
  vi.advanceTimersByTime(1);
  expect(requestIdFrom(undefined) > earlier).toBe(true);
  vi.useRealTimers();
});
