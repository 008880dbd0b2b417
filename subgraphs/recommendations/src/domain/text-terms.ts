/** Words that say nothing about a product. */
const EMPTY_WORDS = new Set(
  'a an and are as at be by for from has in is it its of on or our so that the their this to too up was we with you your'.split(
    ' ',
  ),
);

/**
 * The words of an English text that carry meaning: lower case, without accents, plurals as singulars, in the order of the text,
 * repeated as they are. Numbers are kept, "12v" too.
 */
export function termsOf(text: string): string[] {
  const plain = text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  return (plain.match(/[\p{L}\p{N}]+/gu) ?? [])
    .filter((word) => word.length > 1 && !EMPTY_WORDS.has(word))
    .map(singular);
}

function singular(word: string): string {
  if (word.length < 4 || !word.endsWith('s') || word.endsWith('ss') || word.endsWith('us')) return word;
  return word.endsWith('ies') ? `${word.slice(0, -3)}y` : word.slice(0, -1);
}
