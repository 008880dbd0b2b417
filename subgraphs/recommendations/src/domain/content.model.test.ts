import { expect, it } from 'vitest';
import { ContentBuilder, type ProductDocument } from './content.model.js';
import { forEachInRow } from './sparse-matrix.js';
import { finish } from './steps.js';

const aDocument = (facts: Partial<ProductDocument>): ProductDocument => ({
  name: '',
  description: '',
  brandId: null,
  categoryIds: [],
  attributes: [],
  ...facts,
});

function vectorsOf(documents: Partial<ProductDocument>[]): Map<number, number>[] {
  const builder = new ContentBuilder();
  for (const facts of documents) builder.add(aDocument(facts));
  const { vectors } = finish(builder.train());
  return documents.map((_, item) => {
    const vector = new Map<number, number>();
    forEachInRow(vectors, item, (term, value) => vector.set(term, value));
    return vector;
  });
}

function cosine(a: Map<number, number> | undefined, b: Map<number, number> | undefined): number {
  return [...(a ?? [])].reduce((sum, [term, value]) => sum + value * (b?.get(term) ?? 0), 0);
}

it('is TF-IDF: rare words weigh more than common ones', () => {
  // N = 3. "lamp" is in 2: idf = ln(4/3) + 1 = 1.2877; "red" and "blue" in 1 each: ln(4/2) + 1 = 1.6931; tf is the same for all
  const [redLamp, blueLamp, chair] = vectorsOf([{ name: 'red lamp' }, { name: 'blue lamp' }, { name: 'chair' }]);
  expect([...(redLamp ?? [])].map(([, value]) => Number(value.toFixed(4)))).toEqual([0.796, 0.6053]);
  expect(cosine(redLamp, blueLamp)).toBeCloseTo(0.6053 ** 2, 3);
  expect(cosine(redLamp, redLamp)).toBeCloseTo(1, 5);
  expect(cosine(redLamp, chair)).toBe(0);
});

it('counts repeated words by their root', () => {
  // in a world of one text every idf is 1; "lamp" twice in the name: √(2·2), "oil" once: √2
  const [vector] = vectorsOf([{ name: 'lamp lamp oil' }]);
  expect([...(vector ?? [])].map(([, value]) => Number(value.toFixed(4)))).toEqual([0.8165, 0.5774]);
});

it.each<[string, Partial<ProductDocument>]>([
  ['brand', { brandId: 'b' }],
  ['category', { categoryIds: ['c', 'd'] }],
  ['attribute', { attributes: [{ key: 'colour', value: 'Red' }] }],
  ['description', { description: 'Made of oak.' }],
])('sees the same %s', (_what, shared) => {
  const [a, b, c] = vectorsOf([{ name: 'one', ...shared }, { name: 'two', ...shared }, { name: 'three' }]);
  expect(cosine(a, b)).toBeGreaterThan(0);
  expect(cosine(a, c)).toBe(0);
});

it('has an empty vector for a product without a word', () => {
  expect(vectorsOf([{}])[0]?.size).toBe(0);
});
