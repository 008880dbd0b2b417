import { expect, it } from 'vitest';
import { signCall, verifyCall } from './signed-call.js';

const key = 'k'.repeat(32);
const call = { from: 'orders', to: 'carts', path: '/service/checkout-snapshot', body: '{"cartId":"1"}' };

it('tells who called', async () => {
  expect(await verifyCall(call, await signCall(call, key), key)).toBe('orders');
});

it('holds for this callee, path, body and key alone', async () => {
  const signature = await signCall(call, key);
  const others = [
    { ...call, to: 'users' },
    { ...call, path: '/events' },
    { ...call, body: '{}' },
  ];
  for (const other of others) await expect(verifyCall(other, signature, key)).rejects.toThrow('own services');
  await expect(verifyCall(call, signature, 'x'.repeat(32))).rejects.toThrow('own services');
  await expect(verifyCall(call, undefined, key)).rejects.toThrow('own services');
});
