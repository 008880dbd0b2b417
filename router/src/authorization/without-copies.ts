import { areImplied } from './name-sets.js';
import type { Requirement, RequirementsByCoordinate } from './requirement.js';

/**
 * The requirements without those that composition copied from all implementations to their interface or its fields: a
 * requirement there that says no more than those of the implementations together.
 *
 * @param implementationsOf    names of the object types of an interface; undefined for any other type
 */
export function withoutCopies(
  requirements: RequirementsByCoordinate,
  implementationsOf: (typeName: string) => readonly string[] | undefined,
): RequirementsByCoordinate {
  const kept = new Map<string, readonly Requirement[]>();
  for (const [coordinate, list] of requirements) {
    const [typeName = '', ...field] = coordinate.split('.');
    const implementations = implementationsOf(typeName);
    const others = implementations?.flatMap((name) => requirements.get([name, ...field].join('.')) ?? []);
    const own = others ? list.filter((requirement) => !isCopied(requirement, others)) : list;
    if (own.length > 0) kept.set(coordinate, own);
  }
  return kept;
}

function isCopied(requirement: Requirement, implementations: readonly Requirement[]): boolean {
  const { kind } = requirement;
  if (kind === 'authenticated') return implementations.some((other) => other.kind === kind);
  const given = implementations.flatMap((other) => (other.kind === kind ? [other.anyOf] : []));
  return areImplied(requirement.anyOf, given);
}
