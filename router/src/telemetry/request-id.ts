import { v7 } from 'uuid';

const WELL_FORMED = /^[A-Za-z0-9_.:-]{8,128}$/;

/** The request id a client sent when it is well-formed (8 to 128 of `A-Za-z0-9_.:-`), else a new UUIDv7. */
export function requestIdFrom(header: string | string[] | undefined): string {
  return typeof header === 'string' && WELL_FORMED.test(header) ? header : v7();
}
