import type { webcrypto } from 'node:crypto';

const keys = new Map<string, Promise<webcrypto.CryptoKey>>();

/** The HMAC key (SHA-256) of a secret. It is kept: importing it costs more than a signature does, and a process has few secrets. */
export function hmacKey(secret: string): Promise<webcrypto.CryptoKey> {
  const kept = keys.get(secret);
  if (kept) return kept;
  const algorithm = { name: 'HMAC', hash: 'SHA-256' };
  const key = crypto.subtle.importKey('raw', new TextEncoder().encode(secret), algorithm, false, ['sign', 'verify']);
  keys.set(secret, key);
  return key;
}
