import type { ProductKind } from '../product-kind.js';
import { bookKinds } from './books.js';
import { electronicsKinds } from './electronics.js';
import { fashionKinds } from './fashion.js';
import { homeKinds } from './home.js';
import { outdoorKinds } from './outdoor.js';
import { toyKinds } from './toys.js';

/** The kinds of each department, in the order of the tastes. */
export const KINDS_BY_TASTE: readonly (readonly ProductKind[])[] = [
  electronicsKinds,
  homeKinds,
  outdoorKinds,
  fashionKinds,
  bookKinds,
  toyKinds,
];

const kindsByKey = new Map(KINDS_BY_TASTE.flat().map((kind) => [kind.key, kind]));

/** @throws RangeError  when there is no such kind */
export function kindOf(key: string): ProductKind {
  const kind = kindsByKey.get(key);
  if (kind === undefined) throw new RangeError(`Expected the key of a product kind, got ${key}`);
  return kind;
}
