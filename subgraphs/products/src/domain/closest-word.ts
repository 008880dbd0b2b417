export interface KnownWord {
  readonly word: string;
  /** products that have the word */
  readonly documentFrequency: number;
}

/** One slip in short words, two from this length on. */
const TWO_SLIPS_FROM = 6;

/**
 * The word that was most probably meant: few slips of the finger, the same first letter, and common in the catalogue.
 *
 * @param candidates  words that look like it
 * @returns           null when none is within one slip (two for words of six letters or more)
 */
export function closestWord(misspelt: string, candidates: readonly KnownWord[]): KnownWord | null {
  const atMost = misspelt.length >= TWO_SLIPS_FROM ? 2 : 1;
  let best: { known: KnownWord; cost: number } | null = null;
  for (const known of candidates) {
    const slips = editDistance(misspelt, known.word);
    if (slips > atMost) continue;
    const cost =
      slips + (known.word[0] === misspelt[0] ? 0 : FIRST_LETTER_COST) - RARITY * Math.log(known.documentFrequency);
    if (!best || cost < best.cost) best = { known, cost };
  }
  return best?.known ?? null;
}

/** People seldom miss the first letter. */
const FIRST_LETTER_COST = 0.5;
/** A word that is a hundred times as common makes up for less than half a slip. */
const RARITY = 0.1;

/**
 * How many letters were left out, added, replaced or exchanged with their neighbour.
 * Optimal string alignment, https://en.wikipedia.org/wiki/Damerau–Levenshtein_distance
 */
export function editDistance(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const isSame = a[i - 1] === b[j - 1];
      const isExchanged = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      row[j] = Math.min(
        at(last, j) + 1,
        at(row, j - 1) + 1,
        at(last, j - 1) + (isSame ? 0 : 1),
        isExchanged ? at(beforeLast, j - 2) + 1 : Number.POSITIVE_INFINITY,
      );
    }
    beforeLast = last;
    last = row;
  }
  return at(last, b.length);
}

function at(row: readonly number[], index: number): number {
  return row[index] ?? Number.POSITIVE_INFINITY;
}
