import { v7 } from 'uuid';
import { Random } from './random.js';

/** Each kind of row has its own numbers; never renumber, or every id changes. */
const STREAMS = {
  user: 101,
  address: 102,
  category: 103,
  brand: 104,
  product: 105,
  variant: 106,
  image: 107,
  review: 108,
  warehouse: 109,
  order: 110,
  orderLine: 111,
  shipment: 112,
  promotion: 113,
} as const;

export type IdKind = keyof typeof STREAMS;

const bytes = new Uint8Array(16);
const words = new DataView(bytes.buffer);

/**
 * The id of a row: a version 7 UUID (RFC 9562, section 5.7) whose random bits come from the row's place.
 *
 * @param storyMs      story time, so that ids sort by creation
 * @param index, part  which row of the kind, for example product and variant; same place and time, same id
 */
export function idOf(kind: IdKind, storyMs: number, index: number, part = 0): string {
  const random = new Random(STREAMS[kind], index, part);
  for (let offset = 0; offset < 16; offset += 4) words.setUint32(offset, random.word());
  return v7({ msecs: storyMs, random: bytes });
}
