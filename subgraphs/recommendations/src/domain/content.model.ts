import { selectBest } from './select-best.js';
import { forEachInRow, type SparseMatrix, SparseMatrixBuilder, transpose } from './sparse-matrix.js';
import type { Steps } from './steps.js';
import { termsOf } from './text-terms.js';

/** What is known of a product from its description alone. */
export interface ProductDocument {
  readonly name: string;
  readonly description: string;
  readonly brandId: string | null;
  /** from the leaf up to the root */
  readonly categoryIds: readonly string[];
  readonly attributes: readonly { readonly key: string; readonly value: string }[];
}

export interface ContentModel {
  /** by item: its terms, heaviest first, of length 1 */
  readonly vectors: SparseMatrix;
  /** by term: the items that have it */
  readonly postings: SparseMatrix;
}

/** The heaviest terms of a product; the rest would move its cosines in the third digit and cost memory. */
const MAX_TERMS = 32;
const WEIGHTS = { name: 2, description: 0.5, brand: 1, leafCategory: 2, higherCategory: 1, attribute: 1 };
const ITEMS_A_STEP = 50;

/** Takes one product after another, in the order of the items; of the texts it keeps numbers only. */
export class ContentBuilder {
  readonly #termNumbers = new Map<string, number>();
  readonly #counts = new SparseMatrixBuilder();
  #itemCount = 0;

  add(document: ProductDocument): void {
    for (const [term, weight] of weighTerms(document)) this.#counts.add(this.#numberOf(term), weight);
    this.#counts.endRow();
    this.#itemCount += 1;
  }

  /**
   * TF-IDF with tf = √(weighted count) and idf = ln((1 + N) ∕ (1 + df)) + 1; vectors of length 1, so that the sum of products is
   * the cosine. Source: Manning, Raghavan, Schütze: Introduction to Information Retrieval, §6.2–6.4
   */
  *train(): Steps<ContentModel> {
    const counts = this.#counts.build(this.#termNumbers.size);
    const idf = inverseDocumentFrequencies(counts, this.#itemCount);
    yield;
    const vectors = new SparseMatrixBuilder();
    for (let item = 0; item < this.#itemCount; item += 1) {
      for (const { item: term, score } of unitVector(counts, item, idf)) vectors.add(term, score);
      vectors.endRow();
      if (item % ITEMS_A_STEP === 0) yield;
    }
    const built = vectors.build(counts.columnCount);
    return { vectors: built, postings: yield* transpose(built) };
  }

  #numberOf(term: string): number {
    const known = this.#termNumbers.get(term);
    if (known !== undefined) return known;
    this.#termNumbers.set(term, this.#termNumbers.size);
    return this.#termNumbers.size - 1;
  }
}

/** Words are told from ids and attributes by a sign that no word has. */
function weighTerms(document: ProductDocument): Map<string, number> {
  const weights = new Map<string, number>();
  const add = (term: string, weight: number) => weights.set(term, (weights.get(term) ?? 0) + weight);
  for (const word of termsOf(document.name)) add(word, WEIGHTS.name);
  for (const word of termsOf(document.description)) add(word, WEIGHTS.description);
  if (document.brandId) add(`brand:${document.brandId}`, WEIGHTS.brand);
  for (const [level, id] of document.categoryIds.entries()) {
    add(`category:${id}`, level === 0 ? WEIGHTS.leafCategory : WEIGHTS.higherCategory);
  }
  for (const { key, value } of document.attributes) add(`${key}:${value.toLowerCase()}`, WEIGHTS.attribute);
  return weights;
}

function inverseDocumentFrequencies({ columns, columnCount }: SparseMatrix, itemCount: number): Float64Array {
  const frequencies = new Float64Array(columnCount);
  for (const term of columns) frequencies[term] = (frequencies[term] ?? 0) + 1;
  return frequencies.map((frequency) => Math.log((1 + itemCount) / (1 + frequency)) + 1);
}

function unitVector(counts: SparseMatrix, item: number, idf: Float64Array) {
  const terms: { item: number; score: number }[] = [];
  forEachInRow(counts, item, (term, count) => {
    terms.push({ item: term, score: Math.sqrt(count) * (idf[term] ?? 0) });
  });
  const heaviest = selectBest(terms, MAX_TERMS);
  const length = Math.hypot(...heaviest.map(({ score }) => score));
  return heaviest.map(({ item: term, score }) => ({ item: term, score: score / length }));
}
