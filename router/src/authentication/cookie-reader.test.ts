import { expect, it } from 'vitest';
import { cookieReader } from './cookie-reader.js';

it.each([
  ['session=a.b.c', 'a.b.c'],
  ['other=1; session=a.b.c; more=2', 'a.b.c'],
  ['other=1;session=a.b.c', 'a.b.c'],
  ['session=first; session=second', 'first'],
  ['session=', ''],
  ['mysession=1; sessions=2', undefined],
  ['other="; session=x"', 'x"'],
  ['', undefined],
  [undefined, undefined],
])('reads the cookie of %j', (header, value) => {
  expect(cookieReader('session')(header)).toBe(value);
});

it('takes a name for what it is, not for a pattern', () => {
  expect(cookieReader('a.b*')('axb=1; a.b*=2')).toBe('2');
});
