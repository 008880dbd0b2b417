import { createHmac, createSecretKey, type KeyObject } from 'node:crypto';
import type { ClientFacts, Viewer } from '../pipeline/operation-request.js';

export interface RouterContext {
  readonly requestId: string;
  readonly viewer: Viewer | null;
  readonly client: ClientFacts;
}

const LIFETIME_SECONDS = 60;
const HEADER = base64url('{"alg":"HS256"}');

/**
 * Signs what subgraphs are told about a request: a compact JWS (RFC 7515, HS256) with the claims `rid`, `viewer` and
 * `client`, issued by `router` for `subgraph`, valid for 60 s.
 */
export class ContextSigner {
  readonly #key: KeyObject;

  /** @param signingKey    at least 32 characters; its UTF-8 bytes are the key */
  constructor(signingKey: string) {
    this.#key = createSecretKey(signingKey, 'utf8');
  }

  sign({ requestId, viewer, client }: RouterContext): string {
    const now = Math.floor(Date.now() / 1000);
    const claims = {
      rid: requestId,
      viewer,
      client,
      iss: 'router',
      aud: 'subgraph',
      iat: now,
      exp: now + LIFETIME_SECONDS,
    };
    const signed = `${HEADER}.${base64url(JSON.stringify(claims))}`;
    return `${signed}.${createHmac('sha256', this.#key).update(signed).digest('base64url')}`;
  }
}

function base64url(text: string): string {
  return Buffer.from(text).toString('base64url');
}
