/**
 * Reads one cookie of a Cookie header; the first when there are several of its name.
 *
 * Source: RFC 6265, section 4.2.1
 */
export function cookieReader(name: string): (header: string | undefined) => string | undefined {
  const escaped = name.replace(/[$*+.^|]/g, '\\$&');
  const pattern = new RegExp(`(?:^|; ?)${escaped}=([^;]*)`);
  return (header) => (header === undefined ? undefined : pattern.exec(header)?.[1]?.trim());
}
