import { decodeCursor, encodeCursor } from '@souk/subgraph-kit';
import { z } from 'zod';
import type { Listed } from '../domain/listed.js';
import type { ProductSort } from '../domain/search-request.js';

const whole = z.tuple([z.int().nullable(), z.uuid()]);
const real = z.tuple([z.number().nullable(), z.uuid()]);

export function cursorOf(sort: ProductSort, { value, productId }: Listed): string {
  return encodeCursor(sort, [value, productId]);
}

/** @throws InvalidInputError  for what `cursorOf` did not make for this sort */
export function listedOf(sort: ProductSort, after: string | null | undefined): Listed | null {
  if (!after) return null;
  const [value, productId] = decodeCursor(sort, after, sort === 'RELEVANCE' || sort === 'RATING' ? real : whole);
  return { value, productId };
}
