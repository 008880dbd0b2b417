import type { IncomingMessage } from 'node:http';
import { isIPv6 } from 'node:net';

/**
 * The client's address: the connection's, or what the outermost of `trustedProxies` proxies wrote down. What stands before
 * that in X-Forwarded-For is what a client claims.
 */
export function clientAddress(
  { headers, socket }: Pick<IncomingMessage, 'headers'> & { readonly socket: { readonly remoteAddress?: string } },
  trustedProxies: number,
): string | undefined {
  if (trustedProxies === 0) return socket.remoteAddress;
  const forwarded = headers['x-forwarded-for'];
  const addresses = (Array.isArray(forwarded) ? forwarded.join() : (forwarded ?? ''))
    .split(',')
    .map((part) => part.trim());
  return addresses.at(-trustedProxies) || socket.remoteAddress;
}

/** What is counted as one address: of IPv6 the first 64 bits, which one customer has all to himself. */
export function addressGroup(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address);
  if (mapped?.[1]) return mapped[1];
  if (!isIPv6(address)) return address;
  const [head = '', tail] = address.split('::');
  const before = head === '' ? [] : head.split(':');
  const after = tail ? tail.split(':') : [];
  const missing = tail === undefined ? 0 : 8 - before.length - after.length;
  const groups = [...before, ...Array.from({ length: missing }, () => '0'), ...after];
  return `${groups
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':')}::/64`;
}
