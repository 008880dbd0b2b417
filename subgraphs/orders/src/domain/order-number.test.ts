import { expect, it } from 'vitest';
import { newOrderNumber, readOrderNumber } from './order-number.js';

it('has eight characters that nobody confuses', () => {
  for (let count = 0; count < 200; count += 1) expect(newOrderNumber()).toMatch(/^SK-[0-9A-HJKMNP-TV-Z]{8}$/);
});

it('uses the whole alphabet', () => {
  let next = 0;
  const count = (limit: number) => next++ % limit;
  const numbers = Array.from({ length: 4 }, () => newOrderNumber(count).slice(3)).join('');
  expect(numbers).toBe('0123456789ABCDEFGHJKMNPQRSTVWXYZ');
});

it('is found as people type it', () => {
  expect(readOrderNumber(' sk-oil0abcd ')).toBe('SK-0110ABCD');
  expect(readOrderNumber('nothing')).toBe('NOTHING-');
});
