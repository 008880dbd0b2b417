import { Directive } from 'type-graphql';

/**
 * How long routers and browsers may keep what this subgraph answers. None of it depends on who asks; what a cart costs and what is in
 * stock is of other subgraphs, which say nothing of the kind.
 * Source: docs/decisions/0030-what-the-router-may-keep.md
 */
export const keptFor = {
  /** The tree, brands and pictures, which hardly change. */
  fiveMinutes: () => Directive('@cacheControl(maxAge: 300)'),
  /** What a product says of itself. */
  oneMinute: () => Directive('@cacheControl(maxAge: 60)'),
  /** Prices and lists. */
  tenSeconds: () => Directive('@cacheControl(maxAge: 10)'),
  asLongAsItsObject: () => Directive('@cacheControl(inheritMaxAge: true)'),
} as const;
