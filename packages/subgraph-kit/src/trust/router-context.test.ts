import { expect, it } from 'vitest';
import { signRouterContext, verifyRouterContext } from './router-context.js';
import { GUEST, type Viewer } from './viewer.js';

const key = 'k'.repeat(32);
const member: Viewer = {
  kind: 'member',
  id: 'u1',
  roles: ['ADMIN'],
  scopes: ['orders:read'],
  claims: { roles: ['ADMIN'] },
};

it('brings the viewer through unchanged', async () => {
  const signed = await signRouterContext({ viewer: member, requestId: 'r1', client: { name: 'web' } }, key);
  expect(await verifyRouterContext(signed, key)).toEqual({ viewer: member, requestId: 'r1', client: { name: 'web' } });
  const guest = await signRouterContext({ viewer: GUEST, requestId: 'r2', client: {} }, key);
  expect((await verifyRouterContext(guest, key)).viewer).toEqual(GUEST);
});

it('refuses what the router did not sign', async () => {
  const forged = await signRouterContext({ viewer: member, requestId: 'r1', client: {} }, 'x'.repeat(32));
  for (const bad of [undefined, '', 'a.b.c', forged]) {
    await expect(verifyRouterContext(bad, key)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
  }
});
