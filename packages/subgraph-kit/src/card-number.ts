/** Ranges and lengths of the card networks. Source: https://en.wikipedia.org/wiki/Payment_card_number#Issuer_identification_number_(IIN) */
const NETWORKS: readonly RegExp[] = [
  /^4(?:\d{12}|\d{15}|\d{18})$/, // Visa
  /^(?:5[1-5]|2[2-7])\d{14}$/, // Mastercard, Mir
  /^3[47]\d{13}$/, // American Express
  /^3(?:0|[689])\d{12,17}$/, // Diners Club
  /^35\d{14,17}$/, // JCB
  /^6\d{15,18}$/, // Discover, UnionPay, Maestro, RuPay
  /^(?:5[06-8])\d{11,17}$/, // Maestro
  /^(?:8[12]|9[1-9])\d{14,17}$/, // UnionPay, domestic networks
];

/** Digits with at most one space or dash between two of them, of any script that has digits in a row. */
const RUN = /\p{Nd}(?:[ \u00a0\u2007\u2009\u202f\u2010-\u2015-]?\p{Nd}){12,}/gu;
const UUID = /[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}/gi;
/** What makes the digits beside it part of an id, a telephone number or a fraction; of `\n` in JSON the letter does not count. */
const IS_JOINED_BEFORE = /(?:(?<!\\)\w|\d[.,])$/;
const IS_JOINED_AFTER = /^(?:\w|[.,]\d)/;
/** E.164: at most fifteen digits after a plus. */
const LONGEST_TELEPHONE = 15;
const LONGEST = 19;

/** Stands where a card number stood. */
export const REDACTED_CARD = '[card number]';

/**
 * Whether a text has something in it that looks like a card number: by Luhn's check digit, a network's range and length, written in one
 * piece or in groups. Ids, times, telephone numbers with their plus and EANs don't.
 */
export function hasCardNumber(text: string): boolean {
  return findCardNumbers(text).length > 0;
}

/** The text with `[card number]` for whatever looks like one. */
export function redactCardNumbers(text: string): string {
  let redacted = text;
  for (const { start, end } of findCardNumbers(text).reverse()) {
    redacted = redacted.slice(0, start) + REDACTED_CARD + redacted.slice(end);
  }
  return redacted;
}

interface Span {
  readonly start: number;
  readonly end: number;
}

function findCardNumbers(text: string): Span[] {
  if (text.length < 13) return [];
  const withoutIds = text.replace(UUID, (id) => '_'.repeat(id.length));
  return [...withoutIds.matchAll(RUN)].flatMap(({ 0: run, index }) => {
    const isTelephone = withoutIds[index - 1] === '+' && toAscii(run).length <= LONGEST_TELEPHONE;
    const isJoined =
      isTelephone ||
      IS_JOINED_BEFORE.test(withoutIds.slice(Math.max(0, index - 2), index)) ||
      IS_JOINED_AFTER.test(withoutIds.slice(index + run.length, index + run.length + 2));
    const span = isJoined ? null : findInRun(run);
    return span ? [{ start: index + span.start, end: index + span.end }] : [];
  });
}

/**
 * The whole run, or some of its groups beside shorter ones: `12 4242 4242 4242 4242 09 27`. Groups out of a longer row of equal ones
 * are a tracking number's.
 */
function findInRun(run: string): Span | null {
  const groups = [...run.matchAll(/\p{Nd}+/gu)].map(({ 0: digits, index }) => ({
    start: index,
    end: index + digits.length,
    digits: toAscii(digits),
  }));
  for (const [first, from] of groups.entries()) {
    let digits = '';
    for (const [offset, to] of groups.slice(first).entries()) {
      digits += to.digits;
      if (digits.length > LONGEST) break;
      const isWhole = isApart(groups[first - 1]) && isApart(groups[first + offset + 1]);
      if (isWhole && isCardNumber(digits, offset > 0)) return { start: from.start, end: to.end };
    }
  }
  return null;
}

function isApart(neighbour: { readonly digits: string } | undefined): boolean {
  return neighbour === undefined || neighbour.digits.length < 4;
}

function isCardNumber(digits: string, isGrouped: boolean): boolean {
  if (!NETWORKS.some((network) => network.test(digits)) || !passesLuhn(digits)) return false;
  return isGrouped || !isEan(digits);
}

/** ISO/IEC 7812-1, annex B. */
function passesLuhn(digits: string): boolean {
  let sum = 0;
  for (const [index, digit] of [...digits].reverse().entries()) {
    const doubled = Number(digit) * (index % 2 === 0 ? 1 : 2);
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}

/** The bar code of an article; no card has had thirteen digits for many years. Source: GS1 General Specifications, 7.9 */
function isEan(digits: string): boolean {
  if (digits.length !== 13) return false;
  return [...digits].reduce((sum, digit, index) => sum + Number(digit) * (index % 2 === 0 ? 1 : 3), 0) % 10 === 0;
}

/** Unicode has the ten digits of a script in a row, zero first, and begins each row at a multiple of ten or sixteen. */
function toAscii(run: string): string {
  return [...run.matchAll(/\p{Nd}/gu)].map(([digit]) => digitOf(digit)).join('');
}

function digitOf(digit: string): number {
  let zero = digit.codePointAt(0) ?? 0;
  const code = zero;
  while (/^\p{Nd}$/u.test(String.fromCodePoint(zero - 1)) && code - zero < 9) zero -= 1;
  return code - zero;
}
