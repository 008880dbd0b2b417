import { CURRENCIES } from '@souk/subgraph-kit';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Letter, PHRASES, writeLetter } from './letter.js';
import { formatMoney, LOCALES, type Locale, localeOf } from './locale.js';
import { NOTIFICATION_KINDS, type NotificationKind } from './notification-kind.js';
import type { LetterFacts } from './phrases.js';
import { renderHtml, renderSms, renderText } from './render-letter.js';

const locales = Object.keys(LOCALES) as Locale[];
const total = { minorUnits: 2659, currency: 'EUR' } as const;
const lines = [{ name: 'Lamp', quantity: 2 }];
const order = { number: 'SK-1', lines, total };

/** Facts of every kind; the compiler sees that none is missing. */
const facts = (text = 'text', url = 'https://track.example/1'): LetterFacts => ({
  WELCOME: { firstName: text },
  ORDER_PLACED: order,
  ORDER_PAID: order,
  PAYMENT_FAILED: order,
  ORDER_SHIPPED: { ...order, carrier: text, trackingNumber: text, url },
  ORDER_DELIVERED: order,
  ORDER_CANCELLED: { ...order, reason: text, refunded: total },
  ORDER_REFUNDED: { ...order, reason: text, refunded: total },
  RETURN_REQUESTED: { ...order, note: text },
  RETURN_APPROVED: { ...order, note: text },
  RETURN_REJECTED: { ...order, note: text },
  RETURN_RECEIVED: { ...order, note: text },
  BACK_IN_STOCK: { name: text, lines: [{ name: text, quantity: 1 }] },
  CART_ABANDONED: { lines: [{ name: text, quantity: 1 }], total },
  LOW_STOCK: { name: text, sku: text, available: 3 },
});
const write = (kind: NotificationKind, locale: Locale, some = facts()): Letter => writeLetter(kind, some[kind], locale);

describe.each(locales)('in %s', (locale) => {
  it.each(NOTIFICATION_KINDS)('%s has words, and all of its facts on both sides of the mail', (kind) => {
    const letter = write(kind, locale);
    expect(letter.subject.length).toBeGreaterThan(3);
    const [text, html] = [renderText(letter, null), renderHtml(letter, null)];
    expect(html).toContain(`<html lang="${locale}" dir="${LOCALES[locale]}">`);
    for (const side of [text, html]) {
      expect(side).not.toMatch(/undefined|null|NaN|\[object/);
      for (const { name } of letter.lines) expect(side).toContain(name);
      if (letter.total) expect(side).toContain(letter.total.amount);
      if (letter.link) expect(side).toContain(letter.link.url);
    }
    if ('number' in facts()[kind]) expect(letter.subject).toContain('SK-1');
  });

  it('says things in its own words', () => {
    const words = (tag: Locale) => [
      ...NOTIFICATION_KINDS.map((kind) => write(kind, tag).subject),
      ...Object.values(PHRASES[tag].unsubscribe),
    ];
    const elsewhere = locales.filter((other) => other !== locale).flatMap(words);
    expect(words(locale).filter((phrase) => elsewhere.includes(phrase))).toEqual([]);
  });
});

describe('what others wrote', () => {
  it('never becomes markup, and never leaves its line of the subject', () => {
    const hostile = fc.constantFrom(
      '<',
      '>',
      '"',
      "'",
      '&',
      '\r\n',
      '\0',
      '\u2028',
      'script',
      '<script>',
      ' onload=',
      'x',
    );
    const texts = fc.array(hostile, { maxLength: 12 }).map((parts) => parts.join(''));
    const kinds = fc.constantFrom(...NOTIFICATION_KINDS);
    const skeleton = (html: string) => html.replace(/<title>.*?<\/title>/su, '').match(/<[^>]*>/gu);
    fc.assert(
      fc.property(kinds, fc.constantFrom(...locales), texts, (kind, locale, text) => {
        const hostileLetter = write(kind, locale, facts(`a${text}`));
        expect(hostileLetter.subject).not.toMatch(/\p{Cc}/u);
        const html = renderHtml(hostileLetter, null).replaceAll('<br>', '');
        expect(skeleton(html)).toEqual(skeleton(renderHtml(write(kind, locale, facts('a')), null)));
      }),
      { numRuns: 300 },
    );
  });

  it.each(['javascript:alert(1)', 'data:text/html,x', 'not a url', 'ftp://example.org/', ''])(
    '%j is no link',
    (url) => {
      expect(writeLetter('ORDER_SHIPPED', facts('x', url).ORDER_SHIPPED, 'en').link).toBeNull();
    },
  );
});

it('offers the way out where there is one', () => {
  const letter = write('BACK_IN_STOCK', 'en');
  const url = 'https://souk.example/out?a=1&b=2';
  expect(renderText(letter, url)).toContain(`No more messages of this kind: ${url}`);
  expect(renderHtml(letter, url)).toContain('href="https://souk.example/out?a=1&amp;b=2"');
  expect(renderHtml(letter, null)).not.toContain('No more messages');
});

it('says on a telephone what happened and where to look', () => {
  expect(renderSms(write('ORDER_SHIPPED', 'en'))).toBe('Your order SK-1 is on its way https://track.example/1');
  expect(renderSms(write('ORDER_DELIVERED', 'en'))).toBe('Your order SK-1 has arrived');
});

describe('money', () => {
  it.each([
    ['en', 2659, 'USD', '$26.59'],
    ['de', 2659, 'EUR', '26,59 €'],
    ['ja', 2659, 'JPY', '￥2,659'],
    ['en', 1230, 'KWD', 'KWD 1.230'],
    ['en', Number.MAX_SAFE_INTEGER, 'EUR', '€90,071,992,547,409.91'],
  ] as const)('in %s: %d minor units of %s are %s', (locale, minorUnits, currency, expected) => {
    expect(formatMoney({ minorUnits, currency }, locale).replaceAll(/\p{Zs}/gu, ' ')).toBe(expected);
  });

  it('has every digit in every language', () => {
    const minorUnits = fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER });
    fc.assert(
      fc.property(
        minorUnits,
        fc.constantFrom(...CURRENCIES),
        fc.constantFrom(...locales),
        (amount, currency, locale) => {
          const digits = formatMoney({ minorUnits: amount, currency }, locale).replaceAll(/\D/gu, '');
          expect(Number(digits)).toBe(amount);
        },
      ),
    );
  });
});

it.each([
  ['de-AT', 'de'],
  ['JA_jp', 'ja'],
  [' ar ', 'ar'],
  ['xx', null],
  ['constructor', null],
  ['', null],
])('the language of %j is %j', (tag, locale) => {
  expect(localeOf(tag)).toBe(locale);
});
