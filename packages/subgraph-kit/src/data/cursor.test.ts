import { expect, it } from 'vitest';
import { z } from 'zod';
import { decodeCursor, encodeCursor } from './cursor.js';

const shape = z.tuple([z.number(), z.uuid()]);
const id = '018f3c8e-7b1a-7000-8000-000000000001';

it('gives back what it was made of', () => {
  expect(decodeCursor('price', encodeCursor('price', [199, id]), shape)).toEqual([199, id]);
});

it('refuses another list’s cursor and everything made up', () => {
  for (const bad of [
    '',
    'x',
    encodeCursor('name', [199, id]),
    encodeCursor('price', ['199', id]),
    encodeCursor('price', [199]),
  ]) {
    expect(() => decodeCursor('price', bad, shape)).toThrow('does not belong');
  }
});
