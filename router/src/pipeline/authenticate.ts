import type { Logger } from 'pino';
import { cookieReader } from '../authentication/cookie-reader.js';
import { TokenVerifier } from '../authentication/token-verifier.js';
import type { RouterConfig } from '../config/router-config.js';
import { RequestError } from '../errors/request-error.js';
import type { OperationRequest, Viewer } from './operation-request.js';

/** Tells who sent a request. Whoever makes one disposes of it. */
export interface Authenticate extends Disposable {
  (credentials: Pick<OperationRequest, 'authorization' | 'cookie'>): Viewer | null | Promise<Viewer | null>;
}

const BEARER = /^Bearer +([\w-]+\.[\w-]+\.[\w-]+)$/i;
const COMPACT = /^[\w-]+\.[\w-]+\.[\w-]+$/;

/**
 * A request's access token is in its Authorization header or, without one, in the configured cookie; without a token it is a
 * guest's. Without `authentication` everybody is a guest.
 *
 * The function made throws RequestError tokenInvalid for a token that is sent and is not valid now, and unavailable when the
 * keys cannot be had.
 */
export function createAuthenticate({ authentication }: RouterConfig, logger: Logger): Authenticate {
  if (!authentication) return Object.assign(() => null, { [Symbol.dispose]() {} });
  const verifier = new TokenVerifier(authentication, logger);
  const readCookie = authentication.cookie === undefined ? () => undefined : cookieReader(authentication.cookie);

  const authenticate: Authenticate = Object.assign(
    ({ authorization, cookie }: Parameters<Authenticate>[0]) => {
      const token = authorization ? fromHeader(authorization) : fromCookie(readCookie(cookie));
      return token === undefined ? null : verifier.verify(token);
    },
    { [Symbol.dispose]: () => verifier[Symbol.dispose]() },
  );
  return authenticate;
}

function fromHeader(authorization: string): string {
  const token = BEARER.exec(authorization)?.[1];
  if (token) return token;
  throw new RequestError('tokenInvalid', 'The Authorization header must be "Bearer <access token>"');
}

function fromCookie(value: string | undefined): string | undefined {
  if (!value || COMPACT.test(value)) return value || undefined;
  throw new RequestError('tokenInvalid', 'The cookie of the access token has none');
}
