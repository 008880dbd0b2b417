/**
 * Digits in one piece or in groups, not those of an id, a fraction or a telephone number. In JSON the letter of `\n` does not count. No
 * network has numbers that begin with 0 or 1; times in milliseconds do, and stand in every line of a log.
 */
const LONG_NUMBER = /[2-9](?<!(?:(?<!\\)\w|\+|\d[.,]|\w-)\d)(?:[ \u00a0-]?\d){12,18}(?![\w]|-\w|[ \u00a0-]?\d)/g;

/**
 * The text with `[card number]` for whatever passes Luhn's check (ISO/IEC 7812-1, annex B): a client's mistake must not end up in our
 * logs, nor come back in a message that quotes it.
 */
export function redactCardNumbers(text: string): string {
  return text.replace(LONG_NUMBER, (number) => (passesLuhn(number) ? '[card number]' : number));
}

function passesLuhn(number: string): boolean {
  const digits = number.replace(/\D/g, '');
  let sum = 0;
  for (let index = 0; index < digits.length; index += 1) {
    const digit = Number(digits[digits.length - 1 - index]);
    const doubled = index % 2 === 0 ? digit : 2 * digit;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}
