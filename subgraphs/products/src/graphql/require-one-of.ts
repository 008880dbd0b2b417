import { InvalidInputError } from '@souk/subgraph-kit';

/** @throws InvalidInputError  unless exactly one of the two arguments is given */
export function requireOneOf<Name extends string>(
  given: Readonly<Record<Name, string | null | undefined>>,
): { name: Name; value: string } {
  const names = Object.keys(given) as Name[];
  const present = names.flatMap((name) => {
    const value = given[name];
    return value == null ? [] : [{ name, value }];
  });
  const [only] = present;
  if (only && present.length === 1) return only;
  throw new InvalidInputError(`Give either ${names.join(' or ')}`, names);
}
