import { randomInt } from 'node:crypto';

/** Crockford's base 32: no I, L, O, U. https://www.crockford.com/base32.html */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const LENGTH = 8;

/** `SK-7Q2M0XKD`: for people to read out, and silent about how many orders there are. Its uniqueness is the table's to say. */
export function newOrderNumber(randomBelow: (limit: number) => number = randomInt): string {
  const characters = Array.from({ length: LENGTH }, () => ALPHABET[randomBelow(ALPHABET.length)]);
  return `SK-${characters.join('')}`;
}

/** As people type it: any case, O for 0, I or L for 1. */
export function readOrderNumber(typed: string): string {
  const [prefix = '', rest = ''] = typed.trim().toUpperCase().split('-', 2);
  return `${prefix}-${rest.replaceAll('O', '0').replaceAll(/[IL]/g, '1')}`;
}
