import { closestWord, type KnownWord } from './closest-word.js';

/** What the catalogue knows of one word of a query. */
export interface QueryWord {
  readonly word: string;
  /** place in the query, from 0 */
  readonly place: number;
  /** two neighbours of the query written as one word: lap top → laptop */
  readonly isCompound: boolean;
  /** `the`, `for` … */
  readonly isStopWord: boolean;
  /** products that have the word in any of its forms; 0 when it matches nothing */
  readonly documentFrequency: number;
  /** words of the catalogue that look like it; only for a word that matches nothing */
  readonly similar: readonly KnownWord[];
}

/** One word to search for, and how much a match of it says. */
export interface SearchTerm {
  readonly word: string;
  /** > 0; the rarer the word, the more */
  readonly weight: number;
}

export interface UnderstoodQuery {
  readonly terms: readonly SearchTerm[];
  /** the query with its misspelt words repaired; null when nothing was repaired */
  readonly didYouMean: string | null;
}

/**
 * Decides what to search for: stop words are left out unless there is nothing else, words that match nothing are repaired, and a
 * compound counts when the catalogue has it.
 */
export function understandQuery(words: readonly QueryWord[]): UnderstoodQuery {
  const repairs = words
    .filter(({ isCompound }) => !isCompound)
    .map((word) => ({ word, repair: repairOf(word, words) }));
  const compounds = words.filter(({ isCompound, documentFrequency }) => isCompound && documentFrequency > 0);
  const found = [...repairs.map(({ word, repair }) => (repair ? { ...word, ...repair } : word)), ...compounds].filter(
    ({ documentFrequency }) => documentFrequency > 0,
  );
  const saying = found.some(({ isStopWord }) => !isStopWord) ? found.filter(({ isStopWord }) => !isStopWord) : found;
  const isRepaired = repairs.some(({ repair }) => repair !== null);
  return {
    terms: weigh(saying),
    didYouMean: isRepaired ? repairs.map(({ word, repair }) => repair?.word ?? word.word).join(' ') : null,
  };
}

function repairOf(word: QueryWord, words: readonly QueryWord[]): KnownWord | null {
  const isHalfOfCompound = words.some(
    ({ isCompound, documentFrequency, place }) =>
      isCompound && documentFrequency > 0 && (place === word.place || place === word.place - 1),
  );
  if (word.documentFrequency > 0 || isHalfOfCompound) return null;
  return closestWord(word.word, word.similar);
}

/** Inverse document frequency, against the commonest word of the query: the catalogue's size cancels out of a ranking. */
function weigh(words: readonly Pick<QueryWord, 'word' | 'documentFrequency'>[]): SearchTerm[] {
  const frequencyOf = new Map(words.map(({ word, documentFrequency }) => [word, documentFrequency]));
  const most = Math.max(...frequencyOf.values());
  return [...frequencyOf].map(([word, frequency]) => ({ word, weight: Math.log(1 + most / frequency) }));
}
