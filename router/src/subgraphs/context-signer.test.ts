import { jwtVerify } from 'jose';
import { expect, it } from 'vitest';
import { ContextSigner } from './context-signer.js';

const KEY = 'a key of more than thirty-two characters: é';
const CONTEXT = {
  requestId: 'r-1',
  viewer: { sub: 'u1', scopes: ['a'], claims: { sub: 'u1', name: 'Zoë' } },
  client: { name: 'web' },
};

it('signs a JWS that a JOSE library verifies, valid for a minute', async () => {
  const token = new ContextSigner(KEY).sign(CONTEXT);
  const options = { algorithms: ['HS256'], issuer: 'router', audience: 'subgraph' };
  const { payload } = await jwtVerify(token, new TextEncoder().encode(KEY), options);
  const { iat = 0, exp = 0, ...claims } = payload;
  expect(claims).toEqual({
    rid: 'r-1',
    viewer: CONTEXT.viewer,
    client: CONTEXT.client,
    iss: 'router',
    aud: 'subgraph',
  });
  expect(exp - iat).toBe(60);
  expect(Math.abs(iat - Date.now() / 1000)).toBeLessThan(5);
});

it('signs by the key', async () => {
  const token = new ContextSigner(`${KEY}!`).sign({ ...CONTEXT, viewer: null });
  await expect(jwtVerify(token, new TextEncoder().encode(KEY))).rejects.toThrow('signature');
});
