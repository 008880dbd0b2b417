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
  /** the word, and the compounds it is a part of: any of them will do */
  readonly words: readonly string[];
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
 * compound that the catalogue has stands for both of its parts.
 *
 * @param documentCount  products in the catalogue, as far as is known
 */
export function understandQuery(words: readonly QueryWord[], documentCount: number): UnderstoodQuery {
  const compounds = words.filter(({ isCompound, documentFrequency }) => isCompound && documentFrequency > 0);
  const parts = words
    .filter(({ isCompound }) => !isCompound)
    .map((word) => {
      const within = compounds.filter(({ place }) => place === word.place || place === word.place - 1);
      const repair = word.documentFrequency > 0 || within.length > 0 ? null : closestWord(word.word, word.similar);
      return { ...word, ...repair, within, isRepaired: repair !== null };
    });
  const found = parts.filter(({ documentFrequency, within }) => documentFrequency > 0 || within.length > 0);
  const saying = found.filter(({ isStopWord }) => !isStopWord);
  const terms = distinct(saying.length > 0 ? saying : found).map(({ word, within, documentFrequency }) => ({
    words: [word, ...within.map((compound) => compound.word)],
    frequency: Math.max(documentFrequency, ...within.map((compound) => compound.documentFrequency)),
  }));
  const total = Math.max(documentCount, ...terms.map(({ frequency }) => frequency));
  return {
    terms: terms.map((term) => ({ words: term.words, weight: inverseFrequency(term.frequency, total) })),
    didYouMean: parts.some(({ isRepaired }) => isRepaired) ? parts.map(({ word }) => word).join(' ') : null,
  };
}

function distinct<Part extends { readonly word: string }>(parts: readonly Part[]): Part[] {
  return [...new Map(parts.map((part) => [part.word, part])).values()];
}

/** Above zero however common the word. */
function inverseFrequency(documentFrequency: number, documentCount: number): number {
  return Math.log(1 + documentCount / documentFrequency);
}
