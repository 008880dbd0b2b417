import { expect, it } from 'vitest';
import { brokenPasswordRules } from './password-rules.js';

const codes = (password: string) => brokenPasswordRules(password).map(({ code }) => code.replace('PASSWORD_', ''));

it.each([
  ['Souk-demo-1', []],
  ['', ['TOO_SHORT', 'NEEDS_UPPER', 'NEEDS_LOWER', 'NEEDS_DIGIT', 'NEEDS_SPECIAL']],
  ['Aa1-567', ['TOO_SHORT']],
  ['alllower-1', ['NEEDS_UPPER']],
  ['ALLUPPER-1', ['NEEDS_LOWER']],
  ['NoDigits-', ['NEEDS_DIGIT']],
  ['NoSpecial1', ['NEEDS_SPECIAL']],
  ['White Space1', ['NEEDS_SPECIAL']],
  ['Größer-als-1', []],
  [`Aa1-${'x'.repeat(68)}`, []],
  [`Aa1-${'x'.repeat(69)}`, ['TOO_LONG']],
  [`Aa1-${'é'.repeat(35)}`, ['TOO_LONG']],
])('%s breaks %j', (password, broken) => {
  expect(codes(password)).toEqual(broken);
});
