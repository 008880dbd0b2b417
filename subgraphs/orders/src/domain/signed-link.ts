import { createHmac, timingSafeEqual } from 'node:crypto';

/** Long enough to open and print it, too short to be passed on. */
const TTL_MS = 15 * 60_000;

/** A path that whoever has it may read for fifteen minutes. */
export function signPath(path: string, { now, key }: { now: Date; key: string }): string {
  const expires = String(now.getTime() + TTL_MS);
  return `${path}?${new URLSearchParams({ expires, signature: signatureOf(path, expires, key) })}`;
}

/** Whether we signed exactly this path, and not too long ago. */
export function isSigned(url: URL, { now, key }: { now: Date; key: string }): boolean {
  const [expires, signature] = ['expires', 'signature'].map((name) => url.searchParams.get(name) ?? '');
  const expected = Buffer.from(signatureOf(url.pathname, expires ?? '', key));
  const given = Buffer.from(signature ?? '');
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return false;
  return now.getTime() < Number(expires);
}

/** The key signs other things too; the first line keeps them apart. */
function signatureOf(path: string, expires: string, key: string): string {
  return createHmac('sha256', key).update(`souk document link\n${path}\n${expires}`).digest('base64url');
}
