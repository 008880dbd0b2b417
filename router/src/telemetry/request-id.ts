import { randomBytes } from 'node:crypto';

const WELL_FORMED = /^[A-Za-z0-9_.:-]{8,128}$/;

/** The request id a client sent when it is well-formed (8 to 128 of `A-Za-z0-9_.:-`), else a new one. */
export function requestIdFrom(header: string | string[] | undefined): string {
  return typeof header === 'string' && WELL_FORMED.test(header) ? header : newRequestId();
}

/** A UUID of version 7: milliseconds since 1970, then random bits. Source: RFC 9562, section 5.7 */
function newRequestId(): string {
  const bytes = randomBytes(16);
  bytes.writeUIntBE(Date.now(), 0, 6);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x70, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  const hex = bytes.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
