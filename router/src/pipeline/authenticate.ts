import { createRemoteJWKSet, errors, type JWTPayload, jwtVerify } from 'jose';
import type { RouterConfig } from '../config/router-config.js';
import { RequestError } from '../errors/request-error.js';
import type { Viewer } from './operation-request.js';

/** Tells who sent a request, from the value of its Authorization header. */
export type Authenticate = (authorization: string | undefined) => Promise<Viewer | null>;

const JWKS_TIMEOUT_MS = 3_000;
const BEARER = /^Bearer +([\w-]+\.[\w-]+\.[\w-]+)$/i;

/**
 * Access tokens are RS256 JWTs checked against a JWKS; keys are fetched when first needed and again when a token names a new
 * one. Without `authentication` everybody is a guest.
 *
 * The function made throws RequestError tokenInvalid for a token that is sent and is not valid now, and unavailable when the
 * keys cannot be had.
 */
export function createAuthenticate(authentication: RouterConfig['authentication']): Authenticate {
  if (!authentication) return async () => null;
  const { jwksUrl, issuer, audience, clockToleranceSeconds } = authentication;
  const keys = createRemoteJWKSet(new URL(jwksUrl), { timeoutDuration: JWKS_TIMEOUT_MS });
  const options = { issuer, audience, clockTolerance: clockToleranceSeconds, algorithms: ['RS256'] };

  return async (authorization) => {
    if (!authorization) return null;
    const token = BEARER.exec(authorization)?.[1];
    if (!token) throw new RequestError('tokenInvalid', 'The Authorization header must be "Bearer <access token>"');
    try {
      return viewerOf((await jwtVerify(token, keys, options)).payload);
    } catch (cause) {
      throw refusal(cause);
    }
  };
}

function viewerOf(claims: JWTPayload): Viewer {
  if (!claims.sub) throw new RequestError('tokenInvalid', 'The access token has no subject');
  const scopes = typeof claims.scope === 'string' ? claims.scope.split(' ').filter(Boolean) : [];
  return { sub: claims.sub, scopes, claims };
}

function refusal(cause: unknown): RequestError {
  if (cause instanceof RequestError) return cause;
  if (cause instanceof errors.JWTExpired)
    return new RequestError('tokenInvalid', 'The access token has expired', { cause });
  const isAboutKeys = cause instanceof errors.JWKSTimeout || cause instanceof errors.JWKSInvalid;
  // jose reports a key server that is down or answers badly as a plain JOSEError or a TypeError of fetch.
  const isAboutToken = cause instanceof errors.JOSEError && cause.code !== 'ERR_JOSE_GENERIC' && !isAboutKeys;
  if (isAboutToken) return new RequestError('tokenInvalid', 'The access token is not valid', { cause });
  return new RequestError('unavailable', 'The keys that access tokens are checked with cannot be had', { cause });
}
