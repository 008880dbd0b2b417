import { expect, it } from 'vitest';
import { type NamedCause, reasonFor } from './reason.js';

const name = 'Trail Lamp 200';

it.each<[NamedCause, string]>([
  [{ kind: 'together', sign: 'PURCHASE', name }, 'Because you bought Trail Lamp 200'],
  [{ kind: 'together', sign: 'CART', name }, 'Because you put Trail Lamp 200 into your cart'],
  [{ kind: 'together', sign: 'VIEW', name }, 'Because you viewed Trail Lamp 200'],
  [{ kind: 'alike', sign: 'VIEW', name }, 'Similar to what you viewed: Trail Lamp 200'],
  [{ kind: 'popular', categoryName: 'Outdoor' }, 'Popular in Outdoor lately'],
  [{ kind: 'popular', categoryName: null }, 'Popular lately'],
  [{ kind: 'new', categoryName: null }, 'New in the shop'],
  [{ kind: 'often-together', name }, 'Often chosen together with Trail Lamp 200'],
  [{ kind: 'goes-with-cart', name }, 'Goes with Trail Lamp 200 in your cart'],
])('%j reads %j', (cause, sentence) => {
  expect(reasonFor(cause)).toBe(sentence);
});
