import { DAY_MS, STORY_END_MS } from '../clock.js';
import { idOf } from '../ids.js';
import { slugOf } from '../slug.js';
import type { SeedBrand } from '../types.js';

const FOUNDED_MS = STORY_END_MS - 1_500 * DAY_MS;

export function brandId(index: number): string {
  return idOf('brand', FOUNDED_MS, index);
}

/** Degrees; neighbours in the list look different. */
export function brandHue(index: number): number {
  return (index * 47) % 360;
}

export function* brandRows(names: readonly string[]): Generator<SeedBrand> {
  for (const [index, name] of names.entries()) yield { id: brandId(index), slug: slugOf(name), name };
}
