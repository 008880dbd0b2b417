import { z } from 'zod';

const count = z.int().min(1);

/** How large a request may be. Every value is a number of things, ≥ 1; more than that is refused with LIM_002. */
export const limits = z.strictObject({
  /** Bytes of a request's body, or of a WebSocket message. */
  bodyBytes: count.default(100_000),
  /** Lexical tokens of a document. */
  tokens: count.default(3_000),
  /** Levels of fields of an operation, fragments expanded. */
  depth: count.default(20),
  /** Fields of an operation, fragments expanded. */
  selections: count.default(1_500),
  /** Pairs of fields with the same response name at the same place of the answer, fragments expanded, of all of a document's operations. */
  fieldPairs: count.default(50_000),
  rootFields: count.default(30),
  /** Aliased fields of an operation, fragments expanded. */
  aliases: count.default(200),
  /** Directives of an operation, fragments expanded. */
  directives: count.default(200),
  /** Fragments with `@defer` of an operation, fragments expanded: each follows by itself for every object that has it. */
  deferredFragments: count.default(30),
  /** Fields of an operation below `__schema` and `__type`, fragments expanded; the usual introspection query has about 250. */
  introspectionSelections: count.default(500),
  /** Aliases below `__schema` and `__type`, fragments expanded: each is answered anew for every element of the schema. */
  introspectionAliases: count.default(20),
  /** Lists of the schema's elements within one another (`types { fields { args } }` are two: arguments are few). */
  introspectionDepth: count.default(2),
  /** Values of all that is answered of the schema; the usual introspection query gets some two hundred of each type. */
  introspectionValues: count.default(1_000_000),
  /** Levels of lists and objects of the variables. */
  variableDepth: count.default(50),
  /** Items of all lists of the variables. */
  variableItems: count.default(10_000),
  /** Requests of a plan to subgraphs. */
  fetches: count.default(100),
  /** Characters of all of a plan's requests to subgraphs: of an interface's fields the planner may make some for each type. */
  planCharacters: count.default(100_000),
  /** Entities that one request to a subgraph may ask for. */
  representations: count.default(10_000),
  /** Milliseconds that planning an operation may take in the planning thread, 1 to 60,000. */
  planningMs: z.int().min(1).max(60_000).default(5_000),
  operationsPerSocket: count.default(100),
  queuedEvents: count.default(100),
});

export type OperationLimits = Readonly<z.output<typeof limits>>;
