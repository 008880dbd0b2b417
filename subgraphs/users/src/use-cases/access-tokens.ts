import { createPublicKey } from 'node:crypto';
import { calculateJwkThumbprint, exportJWK, importPKCS8, type JWK, SignJWT } from 'jose';
import { scopesOf, type User } from '../domain/user.js';

export interface AccessTokens {
  /** A JWT (RS256) that says who this is and what the roles allow, until it expires. */
  issue(user: Pick<User, 'id' | 'roles'>, sessionId: string, now: Date): Promise<string>;
  /** RFC 7517, for whoever checks the tokens */
  readonly jwks: { readonly keys: readonly JWK[] };
  readonly ttlSeconds: number;
}

/** @param facts.privateKey  PKCS8, PEM; the key id is its thumbprint (RFC 7638) */
export async function createAccessTokens(facts: {
  privateKey: string;
  issuer: string;
  audience: string;
  ttlSeconds: number;
}): Promise<AccessTokens> {
  const key = await importPKCS8(facts.privateKey, 'RS256');
  const publicKey = await exportJWK(createPublicKey(facts.privateKey));
  const kid = await calculateJwkThumbprint(publicKey);
  return {
    ttlSeconds: facts.ttlSeconds,
    jwks: { keys: [{ ...publicKey, kid, alg: 'RS256', use: 'sig' }] },
    issue: (user, sessionId, now) => {
      const issuedAt = Math.floor(now.getTime() / 1_000);
      return new SignJWT({ roles: user.roles, scope: scopesOf(user.roles).join(' '), sid: sessionId })
        .setProtectedHeader({ alg: 'RS256', kid, typ: 'JWT' })
        .setSubject(user.id)
        .setIssuer(facts.issuer)
        .setAudience(facts.audience)
        .setIssuedAt(issuedAt)
        .setExpirationTime(issuedAt + facts.ttlSeconds)
        .sign(key);
    },
  };
}
