import { createHash, createHmac, createSecretKey, type KeyObject } from 'node:crypto';
import { readSigningKey } from './signing-key.js';
import type { TrafficSettings } from './traffic-settings.js';

export interface SignableRequest {
  readonly method: string;
  /** With the query, if there is one. */
  readonly path: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/**
 * Signs requests so that a subgraph can tell who sent them and that nothing was changed: method, path, body, time, and the
 * headers named, as far as a request has them. What is signed as `content-digest` is the SHA-256 of the body.
 *
 * Source: RFC 9421 (HTTP Message Signatures, hmac-sha256), RFC 9530 (Content-Digest)
 */
export class RequestSigner {
  readonly #key: KeyObject;
  readonly #keyId: string;
  readonly #headers: readonly string[];

  /** @throws RouterConfigError    the key's file cannot be used */
  constructor({ keyId, headers, ...source }: NonNullable<TrafficSettings['signing']>) {
    this.#key = createSecretKey(readSigningKey(source), 'utf8');
    this.#keyId = keyId;
    this.#headers = headers.map((name) => name.toLowerCase());
  }

  /** @returns the headers to add; valid for as long as the subgraph takes the time in `created` (Unix seconds) for now */
  sign({ method, path, headers, body }: SignableRequest): Record<string, string> {
    const digest = `sha-256=:${createHash('sha256').update(body).digest('base64')}:`;
    const [pathname = '/', query] = path.split('?', 2);
    const components: [name: string, value: string][] = [
      ['@method', method],
      ['@path', pathname],
      ...(query === undefined ? [] : [['@query', `?${query}`] satisfies [string, string]]),
      ['content-digest', digest],
    ];
    for (const name of this.#headers) {
      const value = headers[name];
      if (value !== undefined) components.push([name, value.trim()]);
    }
    const covered = components.map(([name]) => `"${name}"`).join(' ');
    const created = Math.floor(Date.now() / 1000);
    const parameters = `(${covered});created=${created};keyid="${this.#keyId}";alg="hmac-sha256"`;
    const lines = components.map(([name, value]) => `"${name}": ${value}\n`).join('');
    const signature = createHmac('sha256', this.#key)
      .update(`${lines}"@signature-params": ${parameters}`)
      .digest('base64');
    return {
      'content-digest': digest,
      'signature-input': `router=${parameters}`,
      signature: `router=:${signature}:`,
    };
  }
}
