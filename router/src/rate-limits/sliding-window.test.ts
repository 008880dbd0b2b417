import { describe, expect, it } from 'vitest';
import { addressGroup, clientAddress } from './client-address.js';
import { MemoryRateCounter } from './memory-rate-counter.js';

const LIMIT = { limit: 10, windowMs: 1_000 };

describe('a sliding window', () => {
  let now = 5_000;
  const take = (counter: MemoryRateCounter, times: number, key = 'a') =>
    Array.from({ length: times }, () => counter.take(key, LIMIT));
  const allowed = (verdicts: readonly { isAllowed: boolean }[]) => verdicts.filter(({ isAllowed }) => isAllowed).length;

  it('lets the limit pass and not one more, and says what is left', () => {
    now = 5_000;
    const counter = new MemoryRateCounter(() => now);
    const verdicts = take(counter, 12);
    expect(verdicts.map(({ remaining }) => remaining)).toEqual([9, 8, 7, 6, 5, 4, 3, 2, 1, 0, 0, 0]);
    expect(allowed(verdicts)).toBe(10);
    expect(allowed(take(counter, 3, 'b'))).toBe(3);
  });

  it('does not let twice the limit pass around the end of a window', () => {
    now = 5_900;
    const counter = new MemoryRateCounter(() => now);
    take(counter, 10);
    now = 6_100;
    expect(allowed(take(counter, 10))).toBe(1);
    now = 6_500;
    expect(allowed(take(counter, 10))).toBe(4);
    now = 8_000;
    expect(allowed(take(counter, 20))).toBe(10);
  });

  it.each([5_000, 5_250, 5_999])('says at %i when a request will pass: not before, and then', (start) => {
    now = start;
    const counter = new MemoryRateCounter(() => now);
    const [refused] = take(counter, 11).slice(-1);
    const { resetMs = 0 } = refused ?? {};
    now = start + resetMs - 2;
    expect(allowed(take(counter, 1))).toBe(0);
    now = start + resetMs + 1;
    expect(allowed(take(counter, 1))).toBe(1);
  });
});

describe("the client's address", () => {
  const request = (forwarded?: string) => ({
    headers: forwarded === undefined ? {} : { 'x-forwarded-for': forwarded },
    socket: { remoteAddress: '10.0.0.1' },
  });

  it.each([
    [0, '1.1.1.1', '10.0.0.1'],
    [1, '6.6.6.6, 1.1.1.1', '1.1.1.1'],
    [2, '6.6.6.6, 1.1.1.1, 10.0.0.2', '1.1.1.1'],
    [2, '1.1.1.1', '10.0.0.1'],
    [1, undefined, '10.0.0.1'],
  ])('behind %i proxies, with %s, is %s', (proxies, forwarded, expected) => {
    expect(clientAddress(request(forwarded), proxies)).toBe(expected);
  });

  it.each([
    ['1.2.3.4', '1.2.3.4'],
    ['::ffff:1.2.3.4', '1.2.3.4'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:0db8:0001:0002::9', '2001:db8:1:2::/64'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['fe80::', 'fe80:0:0:0::/64'],
  ])('%s is counted as %s', (address, group) => {
    expect(addressGroup(address)).toBe(group);
  });
});
