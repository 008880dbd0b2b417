import fc from 'fast-check';
import { v4, v7 } from 'uuid';
import { describe, expect, it } from 'vitest';
import { hasCardNumber, redactCardNumbers } from './card-number.js';

describe('what looks like a card number', () => {
  it.each([
    ['Visa', '4242424242424242'],
    ['Mastercard', '5555555555554444'],
    ['Mastercard of the new range', '2223003122003222'],
    ['American Express', '378282246310005'],
    ['Diners Club', '36227206271667'],
    ['Discover', '6011111111111117'],
    ['JCB', '3566002020360505'],
    ['UnionPay of nineteen digits', '6205500000000000004'],
    ['in groups', '4242 4242 4242 4242'],
    ['with dashes', '4242-4242-4242-4242'],
    ['in American Express’s groups', '3782 822463 10005'],
    ['with non-breaking spaces', '4242\u00a04242\u00a04242\u00a04242'],
    ['within a sentence', 'please charge 4242424242424242, thanks'],
    ['between a house number and an expiry date', '12 4242 4242 4242 4242 09 27'],
    ['in full-width digits', '４２４２４２４２４２４２４２４２'],
    ['in Arabic digits', '٤٢٤٢٤٢٤٢٤٢٤٢٤٢٤٢'],
    ['after a line break in JSON', '{"m":"card\\n4242424242424242"}'],
    ['behind a plus, too long for a telephone', '+4242424242424242'],
    ['in quotes', '"4242424242424242"'],
  ])('%s', (_, text) => {
    expect(hasCardNumber(text)).toBe(true);
  });
});

describe('what does not', () => {
  it.each([
    ['a wrong check digit', '4242424242424241'],
    ['a telephone number', '+442071838750123'],
    ['a telephone number in groups', '+49 1512 3456 7890'],
    ['an order number', 'SK-7Q2M0XKD'],
    ['a time in milliseconds', '1700000000009'],
    ['a payment method of Stripe’s', 'pm_4242424242424242'],
    ['a token', 'a4242424242424242'],
    ['a long number', '42424242424242424242424242424242'],
    ['an EAN that passes Luhn', '4006381333023'],
    ['a tracking number of USPS', '9400 1118 9922 3812 3456 78'],
    ['a row of prices', '4242.42, 4242.42, 4242.42'],
    ['a date and a time', '2026-11-21 10:36:00.000'],
    ['a short text', 'ok'],
  ])('%s', (_, text) => {
    expect(hasCardNumber(text)).toBe(false);
  });

  it('an id', () => {
    for (let count = 0; count < 20_000; count += 1) {
      const id = count % 2 === 0 ? v7() : v4();
      if (hasCardNumber(id)) throw new Error(id);
    }
    expect(hasCardNumber('42424242-4242-4424-8242-424242424242')).toBe(false);
  });

  it('any telephone number in E.164', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^\+[1-9]\d{6,14}$/), (phone) => {
        expect(hasCardNumber(`call ${phone}`)).toBe(false);
      }),
    );
  });
});

describe('redaction', () => {
  it('leaves everything else as it is', () => {
    const text = 'a 4242 4242 4242 4242 b 378282246310005 c 4242424242424241';
    expect(redactCardNumbers(text)).toBe('a [card number] b [card number] c 4242424242424241');
  });

  it('takes out every Visa number, wherever it stands', () => {
    const around = fc.stringMatching(/^[a-z ,;:("'\n]{0,20}$/);
    fc.assert(
      fc.property(around, fc.stringMatching(/^4\d{14}$/), around, (before, digits, after) => {
        const number = digits + [...'0123456789'].find((check) => hasCardNumber(digits + check));
        const redacted = redactCardNumbers(`${before} ${number} ${after}`);
        expect(redacted).toBe(`${before} [card number] ${after}`);
      }),
    );
  });
});
