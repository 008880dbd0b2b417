import type { Schema } from '@apollo/federation-internals';
import { z } from 'zod';
import type { Requirement, RequirementsByCoordinate } from './requirement.js';
import { withoutCopies } from './without-copies.js';

const nameSets = z.array(z.array(z.string()));

/** How each directive of access control reads, by the name its specification gives it. */
const DIRECTIVES: Readonly<Record<string, (given: Readonly<Record<string, unknown>>) => Requirement>> = {
  authenticated: () => ({ kind: 'authenticated' }),
  requiresScopes: ({ scopes }) => ({ kind: 'scopes', anyOf: nameSets.parse(scopes) }),
  policy: ({ policies }) => ({ kind: 'policies', anyOf: nameSets.parse(policies) }),
};

/**
 * The `@authenticated`, `@requiresScopes` and `@policy` of a supergraph, found by their specifications' addresses: in the
 * schema they may have any name. What composition copied from implementations to their interface is left out: who sees fewer
 * of them, as a contract does, needs less through the interface.
 *
 * Source: https://specs.apollo.dev/link/v1.0, https://www.apollographql.com/docs/graphos/routing/security/authorization
 */
export function readRequirements(schema: Schema): RequirementsByCoordinate {
  const requirements = new Map<string, Requirement[]>();
  for (const [name, read] of Object.entries(DIRECTIVES)) {
    const linked = schema.coreFeatures?.getByIdentity(`https://specs.apollo.dev/${name}`);
    const directive = linked && schema.directive(linked.directiveNameInSchema(name));
    for (const applied of directive?.applications() ?? []) {
      const coordinate = 'coordinate' in applied.parent ? applied.parent.coordinate : undefined;
      if (typeof coordinate !== 'string') continue;
      const requirement = read(applied.arguments());
      const known = requirements.get(coordinate);
      if (known) known.push(requirement);
      else requirements.set(coordinate, [requirement]);
    }
  }
  return withoutCopies(requirements, (typeName) => {
    const type = schema.type(typeName);
    return type?.kind === 'InterfaceType' ? type.possibleRuntimeTypes().map(({ name }) => name) : undefined;
  });
}
