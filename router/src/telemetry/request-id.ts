import { randomUUID } from 'node:crypto';

const WELL_FORMED = /^[A-Za-z0-9_.:-]{8,128}$/;

/** The request id a client sent when it is well-formed (8 to 128 of `A-Za-z0-9_.:-`), else a new UUIDv7. */
export function requestIdFrom(header: string | string[] | undefined): string {
  return typeof header === 'string' && WELL_FORMED.test(header) ? header : newUuid();
}

/**
 * The time in milliseconds, then what is random in a UUIDv4, which Node draws from a store: a quarter of what the library for
 * UUIDs takes.
 *
 * Source: RFC 9562, section 5.7
 */
function newUuid(): string {
  const time = Date.now().toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7${randomUUID().slice(15)}`;
}
