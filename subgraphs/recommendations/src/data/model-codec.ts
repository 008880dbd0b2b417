import { z } from 'zod';
import type { RecommendationModel } from '../domain/model.js';
import type { SparseMatrix } from '../domain/sparse-matrix.js';
import type { Steps } from '../domain/steps.js';

/**
 * A model as bytes: the length of the header (uint32), the header (JSON), padding to 4, then the arrays one behind another in the
 * header's order, little-endian as on every machine that Node runs on.
 */
const headerShape = z.object({
  shoppers: z.number(),
  categoryIds: z.array(z.string()),
  termCount: z.int(),
  lengths: z.array(z.int().nonnegative()),
});

const ID_BYTES = 16;
const IDS_A_STEP = 2_000;

export function* encodeModel(model: RecommendationModel): Steps<Uint8Array> {
  const arrays = [
    yield* writeIds(model.productIds),
    model.isActive,
    model.popularity,
    ...partsOf(model.categories),
    ...partsOf(model.neighbours),
    ...partsOf(model.content.vectors),
    ...partsOf(model.content.postings),
  ];
  const header = Buffer.from(
    JSON.stringify({
      shoppers: model.shoppers,
      categoryIds: model.categoryIds,
      termCount: model.content.vectors.columnCount,
      lengths: arrays.map(({ byteLength }) => byteLength),
    }),
  );
  const bytes = new Uint8Array(
    arrays.reduce((end, { byteLength }) => padded(end + byteLength), padded(4 + header.length)),
  );
  new DataView(bytes.buffer).setUint32(0, header.length, true);
  bytes.set(header, 4);
  let offset = padded(4 + header.length);
  for (const array of arrays) {
    bytes.set(new Uint8Array(array.buffer, array.byteOffset, array.byteLength), offset);
    offset = padded(offset + array.byteLength);
    yield;
  }
  return bytes;
}

/** The model's arrays are views of `bytes`. @throws ZodError, RangeError  for what `encodeModel` did not make */
export function* decodeModel(bytes: Uint8Array<ArrayBuffer>): Steps<RecommendationModel> {
  const headerLength = new DataView(bytes.buffer).getUint32(0, true);
  const header = headerShape.parse(JSON.parse(Buffer.from(bytes.buffer, 4, headerLength).toString('utf8')));
  const reader = new ArrayReader(bytes.buffer, padded(4 + headerLength), header.lengths);
  const productIds = yield* readIds(reader.bytes());
  return {
    productIds,
    shoppers: header.shoppers,
    categoryIds: header.categoryIds,
    isActive: reader.bytes(),
    popularity: reader.floats(),
    categories: reader.matrix(header.categoryIds.length),
    neighbours: reader.matrix(productIds.length),
    content: { vectors: reader.matrix(header.termCount), postings: reader.matrix(productIds.length) },
  };
}

class ArrayReader {
  readonly #buffer: ArrayBuffer;
  readonly #lengths: number[];
  #offset: number;

  constructor(buffer: ArrayBuffer, offset: number, lengths: readonly number[]) {
    this.#buffer = buffer;
    this.#offset = offset;
    this.#lengths = [...lengths];
  }

  bytes(): Uint8Array {
    const length = this.#lengths.shift() ?? 0;
    const view = new Uint8Array(this.#buffer, this.#offset, length);
    this.#offset = padded(this.#offset + length);
    return view;
  }

  floats(): Float32Array {
    const { buffer, byteOffset, byteLength } = this.bytes();
    return new Float32Array(buffer, byteOffset, byteLength / 4);
  }

  matrix(columnCount: number): SparseMatrix {
    return { columnCount, starts: this.#integers(), columns: this.#integers(), values: this.floats() };
  }

  #integers(): Int32Array {
    const { buffer, byteOffset, byteLength } = this.bytes();
    return new Int32Array(buffer, byteOffset, byteLength / 4);
  }
}

function* writeIds(ids: readonly string[]): Steps<Uint8Array> {
  const bytes = Buffer.alloc(ids.length * ID_BYTES);
  for (const [place, id] of ids.entries()) {
    bytes.write(id.replaceAll('-', ''), place * ID_BYTES, 'hex');
    if (place % IDS_A_STEP === 0) yield;
  }
  return bytes;
}

function* readIds(bytes: Uint8Array): Steps<string[]> {
  const ids: string[] = [];
  const hex = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let offset = 0; offset < bytes.byteLength; offset += ID_BYTES) {
    const id = hex.toString('hex', offset, offset + ID_BYTES);
    ids.push(`${id.slice(0, 8)}-${id.slice(8, 12)}-${id.slice(12, 16)}-${id.slice(16, 20)}-${id.slice(20)}`);
    if (ids.length % IDS_A_STEP === 0) yield;
  }
  return ids;
}

function partsOf({ starts, columns, values }: SparseMatrix): [Int32Array, Int32Array, Float32Array] {
  return [starts, columns, values];
}

function padded(length: number): number {
  return Math.ceil(length / 4) * 4;
}
