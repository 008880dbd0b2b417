import { expect, it } from 'vitest';
import { InvalidInputError } from './errors.js';
import { refuseUnstorableText, requireInteger, requireText } from './text.js';

it('names where a NUL or half a surrogate pair stands', () => {
  expect(() => refuseUnstorableText({ input: { lines: [{ note: 'a\0b' }] } })).toThrow('input.lines.0.note');
  expect(() => refuseUnstorableText({ input: { name: '\ud83d' } })).toThrow('input.name');
  expect(() => refuseUnstorableText({ 'a\0': 1 })).toThrow(InvalidInputError);
  expect(() => refuseUnstorableText({ fine: ['😀', 1, null, true] })).not.toThrow();
});

it('bounds text after trimming it', () => {
  expect(requireText('  tea ', ['input', 'name'], { max: 3 })).toBe('tea');
  expect(() => requireText('   ', ['input', 'name'], { max: 3 })).toThrow('input.name must have 1–3 characters');
});

it('refuses a number out of range or with a fraction', () => {
  expect(requireInteger(3, ['q'], { min: 1, max: 99 })).toBe(3);
  for (const bad of [0, -1, 100, 1.5, Number.NaN, 2 ** 53]) {
    expect(() => requireInteger(bad, ['q'], { min: 1, max: 99 })).toThrow('q must be 1–99');
  }
});

it('refuses what looks like a card number, in a value and in a name, and does not repeat it', () => {
  const refused = { code: 'CARD_NUMBER_REFUSED', message: 'Do not send card numbers here' };
  for (const value of [
    { note: 'my card: 4242-4242-4242-4242' },
    { a: ['4242424242424242'] },
    { '4242424242424242': 1 },
  ]) {
    expect(() => refuseUnstorableText(value)).toThrow(expect.objectContaining(refused));
  }
});
