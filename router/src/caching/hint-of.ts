import type { Schema } from '@apollo/federation-internals';
import type { SelectionSetNode } from 'graphql';
import type { FetchStep } from '../planning/plan.js';
import type { CacheHint, CacheHints } from './cache-hints.js';
import { QUERY, selectedFields, topSelections } from './selected-types.js';

/** As long as nothing has said less. */
interface Lifetime {
  seconds: number;
  isPrivate: boolean;
}

/**
 * The lifetime of a fetch's answer by the supergraph's `@cacheControl` hints: the shortest of what it selects. A root field,
 * and a field that returns objects, hold for no time unless its own hint or that of its type says so, or it inherits; other
 * fields hold as long as their object. So does an entity by its type.
 *
 * @returns undefined without hints, and when something has no lifetime
 * Source: https://www.apollographql.com/docs/apollo-server/performance/caching#default-maxage
 */
export function hintOf(schema: Schema, hints: CacheHints, step: FetchStep): CacheHint | undefined {
  if (hints.size === 0) return undefined;
  const lifetime: Lifetime = { seconds: Number.POSITIVE_INFINITY, isPrivate: false };
  for (const [typeName, set] of topSelections(step)) {
    if (step.requires) restrict(lifetime, hints.get(typeName)?.maxAge ?? 0, hints.get(typeName)?.scope);
    if (!visit(typeName, set)) return undefined;
  }
  const { seconds, isPrivate } = lifetime;
  if (seconds < 1 || !Number.isFinite(seconds)) return undefined;
  return { seconds: Math.floor(seconds), scope: isPrivate ? 'private' : 'public' };

  function visit(typeName: string, set: SelectionSetNode): boolean {
    const fields = selectedFields(schema, typeName, set);
    if (!fields) return false;
    return fields.every(({ node, coordinate, composite }) => {
      const own = hints.get(coordinate);
      const ofType = composite === undefined ? undefined : hints.get(composite);
      const inherits = own?.inheritMaxAge ?? ofType?.inheritMaxAge ?? false;
      const isDefaulted = typeName === QUERY || (composite !== undefined && !inherits);
      restrict(lifetime, own?.maxAge ?? ofType?.maxAge ?? (isDefaulted ? 0 : undefined), own?.scope ?? ofType?.scope);
      return composite === undefined || !node.selectionSet || visit(composite, node.selectionSet);
    });
  }
}

/** Of several fetches that are answered together; undefined when one of them has none. */
export function shortestHint(hints: readonly (CacheHint | undefined)[]): CacheHint | undefined {
  const given = hints.filter((hint) => hint !== undefined);
  if (given.length === 0 || given.length < hints.length) return undefined;
  const seconds = Math.min(...given.map((hint) => hint.seconds));
  return { seconds, scope: given.some(({ scope }) => scope === 'private') ? 'private' : 'public' };
}

function restrict(lifetime: Lifetime, maxAge: number | undefined, scope: 'PUBLIC' | 'PRIVATE' | undefined): void {
  if (maxAge !== undefined) lifetime.seconds = Math.min(lifetime.seconds, maxAge);
  if (scope === 'PRIVATE') lifetime.isPrivate = true;
}
