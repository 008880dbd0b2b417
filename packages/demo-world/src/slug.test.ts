import { expect, it } from 'vitest';
import { slugOf } from './slug.js';

it.each([
  ['Bar & Grill, No. 5', 'bar-grill-no-5'],
  ['Crème Brûlée', 'creme-brulee'],
  ['Straße', 'strasse'],
  ['Children’s books', 'childrens-books'],
  ['日本', ''],
])('writes %s as %s', (text, slug) => {
  expect(slugOf(text)).toBe(slug);
});
