import type { Schema } from '@apollo/federation-internals';
import { z } from 'zod';

/** For how long something holds, and for whom. */
export interface CacheHint {
  /** ≥ 1. */
  readonly seconds: number;
  readonly scope: 'public' | 'private';
}

/** What a `@cacheControl` says. */
export interface GivenHint {
  readonly maxAge?: number | undefined;
  readonly scope?: 'PUBLIC' | 'PRIVATE' | undefined;
  /** The field takes what holds for the object it belongs to. */
  readonly inheritMaxAge?: boolean | undefined;
}

/** By coordinate: `Type`, or `Type.field`. */
export type CacheHints = ReadonlyMap<string, GivenHint>;

const given = z.object({
  maxAge: z.number().min(0).nullish(),
  scope: z.enum(['PUBLIC', 'PRIVATE']).nullish(),
  inheritMaxAge: z.boolean().nullish(),
});

/**
 * The `@cacheControl` hints of a supergraph. It has them when subgraphs compose the directive (`@composeDirective`), under
 * whatever name; there is no specification of Federation's own, so that it is known by its name in the schema that is linked.
 *
 * Source: https://www.apollographql.com/docs/apollo-server/performance/caching
 */
export function readCacheHints(schema: Schema): CacheHints {
  const hints = new Map<string, GivenHint>();
  for (const { parent, ...directive } of applicationsOf(schema)) {
    if (!('coordinate' in parent) || typeof parent.coordinate !== 'string') continue;
    const { maxAge, scope, inheritMaxAge } = given.parse(directive.values);
    hints.set(parent.coordinate, {
      maxAge: maxAge ?? undefined,
      scope: scope ?? undefined,
      inheritMaxAge: inheritMaxAge ?? undefined,
    });
  }
  return hints;
}

function applicationsOf(schema: Schema) {
  const names = new Set(['cacheControl']);
  for (const feature of schema.coreFeatures?.allFeatures() ?? []) {
    const renamed = feature.imports.find(({ name }) => name === '@cacheControl')?.as;
    if (renamed) names.add(renamed.slice(1));
  }
  return [...names].flatMap((name) =>
    [...(schema.directive(name)?.applications() ?? [])].map((applied) => ({
      parent: applied.parent,
      values: applied.arguments(),
    })),
  );
}
