import { createHash } from 'node:crypto';
import { jwtVerify, SignJWT } from 'jose';
import { UnauthenticatedError } from '../errors.js';
import { hmacKey } from './hmac-key.js';

/** Carries the signature of a call from one subgraph to another. */
export const CALL_SIGNATURE_HEADER = 'x-service-signature';

export interface SignedCall {
  /** who calls */
  readonly from: string;
  /** who is called */
  readonly to: string;
  readonly path: string;
  readonly body: string;
}

/** @returns a compact JWS (HS256) over caller, callee, path and the body's SHA-256, valid for 30 seconds */
export async function signCall(call: SignedCall, signingKey: string): Promise<string> {
  return new SignJWT({ path: call.path, body: digest(call.body) })
    .setProtectedHeader({ alg: 'HS256' })
    .setIssuer(call.from)
    .setAudience(call.to)
    .setIssuedAt()
    .setExpirationTime('30s')
    .sign(await hmacKey(signingKey));
}

/**
 * @returns the name of the caller
 * @throws UnauthenticatedError  when the signature is absent, forged, expired, or was made for another callee, path or body
 */
export async function verifyCall(
  call: Omit<SignedCall, 'from'>,
  signature: unknown,
  signingKey: string,
): Promise<string> {
  const refused = () => new UnauthenticatedError('Only Souk’s own services may call here');
  if (typeof signature !== 'string') throw refused();
  const { payload } = await jwtVerify(signature, await hmacKey(signingKey), {
    audience: call.to,
    algorithms: ['HS256'],
    requiredClaims: ['exp', 'iss'],
    clockTolerance: 5,
  }).catch(() => {
    throw refused();
  });
  if (payload.path !== call.path || payload.body !== digest(call.body) || !payload.iss) throw refused();
  return payload.iss;
}

function digest(body: string): string {
  return createHash('sha256').update(body).digest('base64url');
}
