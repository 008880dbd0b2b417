import { jwtVerify, SignJWT } from 'jose';
import { z } from 'zod';
import { UnauthenticatedError } from '../errors.js';
import { hmacKey } from './hmac-key.js';
import { GUEST, type Viewer } from './viewer.js';

/** Also the key under `connectionParams` when a subscription comes over WebSocket. */
export const ROUTER_CONTEXT_HEADER = 'x-router-context';

const claims = z.object({
  rid: z.string().min(1).max(200),
  viewer: z
    .object({ sub: z.string().min(1), scopes: z.array(z.string()), claims: z.record(z.string(), z.unknown()) })
    .nullable(),
  client: z.object({ name: z.string(), version: z.string(), address: z.string() }).partial().default({}),
});

/** What the router vouches for about one request. */
export interface RouterContext {
  readonly viewer: Viewer;
  readonly requestId: string;
  readonly client: { readonly name?: string; readonly version?: string; readonly address?: string };
}

/** @returns a compact JWS (HS256, RFC 7515) that a subgraph accepts for 60 seconds */
export async function signRouterContext(context: RouterContext, signingKey: string): Promise<string> {
  const { viewer, requestId, client } = context;
  const signed = viewer.kind === 'guest' ? null : { sub: viewer.id, scopes: viewer.scopes, claims: viewer.claims };
  return new SignJWT({ rid: requestId, viewer: signed, client })
    .setProtectedHeader({ alg: 'HS256' })
    .setIssuer('router')
    .setAudience('subgraph')
    .setIssuedAt()
    .setExpirationTime('60s')
    .sign(await hmacKey(signingKey));
}

/** @throws UnauthenticatedError  when the context is absent, forged or older than 60 seconds */
export async function verifyRouterContext(header: unknown, signingKey: string): Promise<RouterContext> {
  if (typeof header !== 'string') throw new UnauthenticatedError('Only the router may ask here');
  const payload = await jwtVerify(header, await hmacKey(signingKey), {
    issuer: 'router',
    audience: 'subgraph',
    algorithms: ['HS256'],
    requiredClaims: ['exp'],
    clockTolerance: 5,
  })
    .then((verified) => claims.parse(verified.payload))
    .catch(() => {
      throw new UnauthenticatedError('The router’s context is not valid');
    });
  return { requestId: payload.rid, client: payload.client, viewer: viewerOf(payload.viewer) };
}

function viewerOf(signed: z.infer<typeof claims>['viewer']): Viewer {
  if (!signed) return GUEST;
  const roles = z.array(z.string()).catch([]).parse(signed.claims.roles);
  return { kind: 'member', id: signed.sub, roles, scopes: signed.scopes, claims: signed.claims };
}
