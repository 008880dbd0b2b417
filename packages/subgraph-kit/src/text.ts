import { hasCardNumber } from './card-number.js';
import { CardNumberError, InvalidInputError } from './errors.js';

/**
 * What must not be stored: a card number, and what PostgreSQL's text can't hold or a JSON reader may choke on: a NUL byte, half a
 * surrogate pair. Looks through any nesting of lists and objects.
 *
 * @throws InvalidInputError, CardNumberError  naming the path of the first offender
 */
export function refuseUnstorableText(value: unknown, path: readonly string[] = []): void {
  if (typeof value === 'string') {
    if (hasCardNumber(value)) throw new CardNumberError(path);
    if (value.includes('\0')) throw new InvalidInputError(`NUL characters are not allowed: ${path.join('.')}`, path);
    if (!value.isWellFormed()) throw new InvalidInputError(`Not well-formed Unicode: ${path.join('.')}`, path);
    return;
  }
  if (value === null || typeof value !== 'object') return;
  for (const [key, item] of Object.entries(value)) {
    refuseUnstorableText(key, path);
    refuseUnstorableText(item, [...path, key]);
  }
}

/**
 * Free text from a client: trimmed, within bounds.
 *
 * @param bounds  characters (UTF-16 units), inclusive
 * @throws InvalidInputError
 */
export function requireText(
  value: string,
  inputPath: readonly string[],
  bounds: { min?: number; max: number },
): string {
  const text = value.trim();
  const min = bounds.min ?? 1;
  if (text.length >= min && text.length <= bounds.max) return text;
  throw new InvalidInputError(`${inputPath.join('.')} must have ${min}–${bounds.max} characters`, inputPath);
}

/** @throws InvalidInputError  unless it is an integer in the inclusive range */
export function requireInteger(
  value: number,
  inputPath: readonly string[],
  range: { min: number; max: number },
): number {
  if (Number.isInteger(value) && value >= range.min && value <= range.max) return value;
  throw new InvalidInputError(`${inputPath.join('.')} must be ${range.min}–${range.max}, got ${value}`, inputPath);
}
