import { SignJWT } from 'jose';
import type { ClientFacts, Viewer } from '../pipeline/operation-request.js';

export interface RouterContext {
  readonly requestId: string;
  readonly viewer: Viewer | null;
  readonly client: ClientFacts;
}

const LIFETIME_SECONDS = 60;

/**
 * Signs what subgraphs are told about a request: a compact JWS (HS256) with the claims `rid`, `viewer` and `client`,
 * issued by `router` for `subgraph`, valid for 60 s.
 */
export class ContextSigner {
  readonly #key: Uint8Array;

  /** @param signingKey    at least 32 characters; its UTF-8 bytes are the key */
  constructor(signingKey: string) {
    this.#key = new TextEncoder().encode(signingKey);
  }

  async sign({ requestId, viewer, client }: RouterContext): Promise<string> {
    const now = Math.floor(Date.now() / 1000);
    return new SignJWT({ rid: requestId, viewer, client: { ...client } })
      .setProtectedHeader({ alg: 'HS256' })
      .setIssuer('router')
      .setAudience('subgraph')
      .setIssuedAt(now)
      .setExpirationTime(now + LIFETIME_SECONDS)
      .sign(this.#key);
  }
}
