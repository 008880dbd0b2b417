import { randomFillSync } from 'node:crypto';
import { v7 } from 'uuid';

const RANDOM_BYTES = 16;
const WELL_FORMED = /^[A-Za-z0-9_.:-]{8,128}$/;

/** The request id a client sent when it is well-formed (8 to 128 of `A-Za-z0-9_.:-`), else a new UUIDv7. */
export function requestIdFrom(header: string | string[] | undefined): string {
  return typeof header === 'string' && WELL_FORMED.test(header) ? header : v7({ random: nextRandom() });
}

/** Random bytes for many ids are drawn at once: for one it costs ten times as much. */
const pool = new Uint8Array(RANDOM_BYTES * 256);
let used = pool.length;

function nextRandom(): Uint8Array {
  if (used === pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  used += RANDOM_BYTES;
  return pool.subarray(used - RANDOM_BYTES, used);
}
