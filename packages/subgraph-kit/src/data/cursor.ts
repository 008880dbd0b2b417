import type { z } from 'zod';
import { InvalidInputError } from '../errors.js';

/**
 * An opaque keyset cursor: the sort values of the last row, and the name of the sort they belong to, so that a cursor of one list
 * can't be used in another.
 */
export function encodeCursor(sort: string, values: readonly (string | number | null)[]): string {
  return Buffer.from(JSON.stringify([sort, ...values])).toString('base64url');
}

/**
 * @param shape  zod tuple of the values, in the order they were encoded
 * @throws InvalidInputError  for anything that `encodeCursor` did not make for this sort
 */
export function decodeCursor<Values extends z.ZodTuple>(sort: string, cursor: string, shape: Values): z.infer<Values> {
  const refused = new InvalidInputError('This cursor does not belong to this list', ['after']);
  let parts: unknown;
  try {
    parts = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    throw refused;
  }
  if (!Array.isArray(parts) || parts[0] !== sort) throw refused;
  const values = shape.safeParse(parts.slice(1));
  if (!values.success) throw refused;
  return values.data;
}
