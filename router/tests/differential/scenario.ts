/** One graph as its subgraphs see it, and everything that is in it: all that a case needs to be run again. */
export interface World {
  readonly subgraphs: readonly SubgraphText[];
  /** By `Type/n`; the root types' are `Query` and `Mutation`, and for each event of a subscription `Subscription/n`. */
  readonly records: Readonly<Record<string, StoredRecord>>;
  /** Labels of progressive overrides that hold. */
  readonly overrideLabels: readonly string[];
}

export interface SubgraphText {
  readonly name: string;
  readonly sdl: string;
}

/**
 * An object with the values of all its fields, whichever subgraphs answer them. `$lostIn` is a subgraph that does not find it by
 * a key, and answers `$lostAs`: "null" or "error".
 */
export interface StoredRecord {
  readonly __typename: string;
  readonly [field: string]: Stored;
}

/**
 * A leaf as it is; an object of a value type by itself, an entity by its place (`$ref`). `$throw` is an error that its field
 * throws, `$absent` a null that is there for want of an object, `$find` the record of that type whose `id` is the argument
 * `id`, `$json` a custom scalar's value.
 */
export type Stored =
  | null
  | boolean
  | number
  | string
  | StoredRecord
  | { readonly $ref: string }
  | { readonly $throw: string }
  | { readonly $absent: true }
  | { readonly $find: string }
  | { readonly $json: unknown }
  | readonly Stored[];

/** A subscription is followed for so many events. */
export const EVENTS = 2;

export interface Operation {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

export function isSubscription({ query }: Operation): boolean {
  return query.startsWith('subscription');
}

/** Whether parts of its answer may follow the first. */
export function isDeferring({ query }: Operation): boolean {
  return query.includes('@defer');
}
