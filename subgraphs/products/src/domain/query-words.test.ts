import { describe, expect, it } from 'vitest';
import { type QueryWord, understandQuery } from './query-words.js';

const aWord = (word: string, facts: Partial<QueryWord> = {}): QueryWord => ({
  word,
  place: 0,
  isCompound: false,
  isStopWord: false,
  documentFrequency: 10,
  similar: [],
  ...facts,
});

const termsOf = (words: QueryWord[], documentCount = 1_000) => understandQuery(words, documentCount).terms;

it('weighs rare words more, whatever the catalogue’s size', () => {
  for (const size of [-1, 0, 500, 100_000]) {
    const [rare, common] = termsOf(
      [aWord('zeppelin', { documentFrequency: 1 }), aWord('lamp', { documentFrequency: 500 })],
      size,
    );
    expect(rare!.weight).toBeGreaterThan(common!.weight);
    expect(common!.weight).toBeGreaterThan(0);
  }
});

it('leaves stop words out, unless there is nothing else', () => {
  const the = aWord('the', { isStopWord: true });
  expect(termsOf([the, aWord('lamp')]).map(({ words }) => words)).toEqual([['lamp']]);
  expect(termsOf([the]).map(({ words }) => words)).toEqual([['the']]);
});

it('searches a repeated word once', () => {
  expect(termsOf([aWord('lamp'), aWord('lamp', { place: 1 })])).toHaveLength(1);
});

describe('a word that matches nothing', () => {
  const misspelt = aWord('lapm', { documentFrequency: 0, similar: [{ word: 'lamp', documentFrequency: 7 }] });

  it('is repaired, and the query said anew', () => {
    const query = understandQuery([aWord('red'), { ...misspelt, place: 1 }], 100);
    expect(query.didYouMean).toBe('red lamp');
    expect(query.terms.map(({ words }) => words)).toEqual([['red'], ['lamp']]);
  });

  it('is left out when it can’t be repaired', () => {
    const unknown = aWord('xyzzy', { documentFrequency: 0 });
    expect(understandQuery([unknown, aWord('lamp')], 100)).toMatchObject({
      didYouMean: null,
      terms: [{ words: ['lamp'] }],
    });
    expect(understandQuery([unknown], 100)).toEqual({ didYouMean: null, terms: [] });
  });

  it('is not repaired when it is half of a word that the catalogue has', () => {
    const words = [
      aWord('lap', { place: 0, documentFrequency: 0, similar: [{ word: 'lamp', documentFrequency: 7 }] }),
      aWord('top', { place: 1 }),
      aWord('laptop', { place: 0, isCompound: true }),
    ];
    expect(understandQuery(words, 100)).toMatchObject({
      didYouMean: null,
      terms: [{ words: ['lap', 'laptop'] }, { words: ['top', 'laptop'] }],
    });
  });
});

it('takes no notice of a compound that the catalogue has not', () => {
  const words = [
    aWord('red'),
    aWord('lamp', { place: 1 }),
    aWord('redlamp', { isCompound: true, documentFrequency: 0 }),
  ];
  expect(termsOf(words).map((term) => term.words)).toEqual([['red'], ['lamp']]);
});
