import type { NameSets } from './requirement.js';

/** More combinations than any schema written by people has; what is beyond counts as not implied. */
const MAX_COMBINATIONS = 1_000;

/** Whether whoever meets all of `given` also meets `wanted`. */
export function areImplied(wanted: NameSets, given: readonly NameSets[]): boolean {
  const combinations = combine(given);
  return combinations?.every((names) => isMet(wanted, (name) => names.has(name))) ?? false;
}

export function isMet(anyOf: NameSets, has: (name: string) => boolean): boolean {
  return anyOf.some((names) => names.every(has));
}

/** Every way to meet all of them at once, as the names it takes. */
function combine(all: readonly NameSets[]): ReadonlySet<string>[] | undefined {
  let combinations: ReadonlySet<string>[] = [new Set()];
  for (const anyOf of all) {
    if (combinations.length * anyOf.length > MAX_COMBINATIONS) return undefined;
    combinations = combinations.flatMap((names) => anyOf.map((more) => new Set([...names, ...more])));
  }
  return combinations;
}
