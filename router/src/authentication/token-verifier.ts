import { hash } from 'node:crypto';
import { decodeJwt, errors, type JWTPayload, type JWTVerifyGetKey, jwtVerify } from 'jose';
import type { Logger } from 'pino';
import { LruCache } from '../cache/lru-cache.js';
import type { AuthenticationConfig, IssuerConfig } from '../config/authentication-config.js';
import { RequestError } from '../errors/request-error.js';
import type { Viewer } from '../pipeline/operation-request.js';
import { KeysUnavailableError, RemoteKeySet } from './remote-key-set.js';

interface TrustedIssuer extends IssuerConfig {
  readonly keys: RemoteKeySet;
}

interface VerifiedToken {
  readonly viewer: Viewer;
  /** Milliseconds since 1970; tolerance included. */
  readonly endsAt: number;
  readonly keys: RemoteKeySet;
  readonly keysVersion: number;
}

const MAX_TOKEN_CHARACTERS = 8_192;
/** Of all tokens that are remembered. */
const MAX_REMEMBERED_CHARACTERS = 10_000_000;

/**
 * Checks access tokens: JWTs that one of several issuers has signed with one of the algorithms pinned for it.
 *
 * What was found valid is remembered, by a hash of the token, until the token expires or its issuer publishes other keys: a
 * token of a key that was withdrawn ends with the next fetch of the keys. Whoever makes one disposes of it.
 *
 * Source: RFC 7519, RFC 8725 (best current practices), RFC 9068 (claims of access tokens)
 */
export class TokenVerifier implements Disposable {
  readonly #issuers: ReadonlyMap<string, TrustedIssuer>;
  readonly #toleranceSeconds: number;
  readonly #verified = new LruCache<VerifiedToken>(MAX_REMEMBERED_CHARACTERS);

  constructor(config: AuthenticationConfig, logger: Logger) {
    this.#toleranceSeconds = config.clockToleranceSeconds;
    this.#issuers = new Map(
      config.issuers.map((issuer) => {
        const keys = new RemoteKeySet({
          url: issuer.jwksUrl,
          refreshMs: config.keyRefreshSeconds * 1_000,
          cooldownMs: config.keyCooldownSeconds * 1_000,
          deadlineMs: config.keyDeadlineMs,
          logger,
        });
        return [issuer.issuer, { ...issuer, keys }];
      }),
    );
  }

  /**
   * @param token    of the form `header.claims.signature`
   * @throws RequestError    tokenInvalid: it is not valid now; unavailable: the issuer's keys cannot be had
   */
  verify(token: string): Viewer | Promise<Viewer> {
    if (token.length > MAX_TOKEN_CHARACTERS) {
      throw new RequestError('tokenInvalid', `An access token has at most ${MAX_TOKEN_CHARACTERS} characters`);
    }
    const key = hash('sha256', token, 'base64');
    const known = this.#verified.get(key);
    if (known && known.keysVersion === known.keys.version && Date.now() < known.endsAt) return known.viewer;
    return this.#check(token, key);
  }

  [Symbol.dispose](): void {
    for (const { keys } of this.#issuers.values()) keys[Symbol.dispose]();
  }

  async #check(token: string, key: string): Promise<Viewer> {
    try {
      const { issuer, keys, audience, algorithms, scopesClaim } = this.#issuerOf(token);
      let keysVersion = 0;
      const findKey: JWTVerifyGetKey = async (header, input) => {
        const { key: found, version } = await keys.find(header, input);
        keysVersion = version;
        return found;
      };
      const { payload } = await jwtVerify(token, findKey, {
        issuer,
        audience,
        algorithms,
        clockTolerance: this.#toleranceSeconds,
        requiredClaims: ['exp'],
      });
      const viewer = viewerOf(payload, scopesClaim);
      const endsAt = expiryOf(viewer, this.#toleranceSeconds);
      this.#verified.set(key, { viewer, endsAt, keys, keysVersion }, token.length);
      return viewer;
    } catch (cause) {
      throw refusal(cause);
    }
  }

  /** By what the token says of itself, which is checked with that issuer's keys. */
  #issuerOf(token: string): TrustedIssuer {
    const issuer = this.#issuers.get(decodeJwt(token).iss ?? '');
    if (issuer) return issuer;
    throw new errors.JWTClaimValidationFailed('No such issuer is trusted', {}, 'iss', 'check_failed');
  }
}

/** When a viewer's token is taken no more, in milliseconds since 1970. */
export function expiryOf({ claims }: Viewer, toleranceSeconds: number): number {
  return typeof claims.exp === 'number' ? (claims.exp + toleranceSeconds) * 1_000 : Number.POSITIVE_INFINITY;
}

function viewerOf(claims: JWTPayload, scopesClaim: string): Viewer {
  if (!claims.sub) throw new RequestError('tokenInvalid', 'The access token has no subject');
  return { sub: claims.sub, scopes: scopesOf(claims[scopesClaim]), claims };
}

function scopesOf(claim: unknown): string[] {
  if (typeof claim === 'string') return claim.split(' ').filter(Boolean);
  return Array.isArray(claim) ? claim.filter((scope) => typeof scope === 'string') : [];
}

function refusal(cause: unknown): RequestError {
  if (cause instanceof RequestError) return cause;
  if (cause instanceof errors.JWTExpired) {
    return new RequestError('tokenInvalid', 'The access token has expired', { cause });
  }
  if (cause instanceof KeysUnavailableError) {
    return new RequestError('unavailable', 'The keys that access tokens are checked with cannot be had', { cause });
  }
  return new RequestError('tokenInvalid', 'The access token is not valid', { cause });
}
