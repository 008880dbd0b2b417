import { expect, it } from 'vitest';
import { termsOf } from './text-terms.js';

it.each([
  ['The Lamps of the Café', ['lamp', 'cafe']],
  ['Batteries, 12V; glass', ['battery', '12v', 'glass']],
  ['a b c', []],
  ['', []],
  ['Ünïcode 東京', ['unicode', '東京']],
  ['lamp lamp', ['lamp', 'lamp']],
])('%j has the terms %j', (text, terms) => {
  expect(termsOf(text)).toEqual(terms);
});
