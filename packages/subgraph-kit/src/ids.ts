import { v7, validate } from 'uuid';
import { InvalidInputError } from './errors.js';

/** A UUIDv7: opaque to clients, ascending in time for indexes. RFC 9562 §5.7. */
export function newId(): string {
  return v7();
}

/** Loaders ask this first: PostgreSQL fails the whole statement on one malformed uuid. */
export function isId(value: string): boolean {
  return validate(value);
}

/**
 * An id from a client's input.
 *
 * @throws InvalidInputError  when it can't be an id at all; whether it exists is for the caller to find out
 */
export function requireId(value: string, inputPath: readonly string[]): string {
  if (!isId(value)) throw new InvalidInputError(`Not an id: ${inputPath.join('.')}`, inputPath);
  return value.toLowerCase();
}
