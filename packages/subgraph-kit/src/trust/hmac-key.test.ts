import { expect, it } from 'vitest';
import { hmacKey } from './hmac-key.js';

it('is made once for each secret', async () => {
  const [first, again, other] = await Promise.all([hmacKey('one secret'), hmacKey('one secret'), hmacKey('another')]);
  expect(again).toBe(first);
  expect(other).not.toBe(first);
  const data = new TextEncoder().encode('text');
  const signature = await crypto.subtle.sign('HMAC', first, data);
  expect(await crypto.subtle.verify('HMAC', again, signature, data)).toBe(true);
  expect(await crypto.subtle.verify('HMAC', other, signature, data)).toBe(false);
});
