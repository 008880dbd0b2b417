import type { Schema } from '@apollo/federation-internals';
import { type OperationDefinitionNode, print } from 'graphql';
import { entitiesSelection } from '../execution/program/request-text.js';
import type { JsonRecord } from '../json-record.js';
import type { PlannedOperation } from '../planning/operation-planner.js';
import type { FetchStep } from '../planning/plan.js';
import type { CacheHint, CacheHints } from './cache-hints.js';
import { digest } from './digest.js';
import { hintOf } from './hint-of.js';
import { selectedTypes } from './selected-types.js';

/** What is the same for every run of a fetch. */
export interface FetchFacts {
  /** Fetches share it only when they ask the same subgraph for the same. */
  readonly key: string;
  /** Of what the answer has objects, by the names the subgraph is asked by; undefined when that cannot be told. */
  readonly types: readonly string[] | undefined;
  /** What the supergraph says of its lifetime; undefined when it says nothing, or that it has none. */
  readonly hint: CacheHint | undefined;
}

export interface FetchFactsOptions {
  readonly schema: Schema;
  readonly hints: CacheHints;
  readonly graphHash: string;
  /** Subgraph → its address: another deployment of the same supergraph has other data. */
  readonly urls: ReadonlyMap<string, string>;
}

/** Works out the facts of each fetch of a graph's plans, once. */
export class FetchFactsOfGraph {
  readonly #options: FetchFactsOptions;
  readonly #known = new WeakMap<FetchStep, FetchFacts>();
  readonly #plans = new WeakMap<PlannedOperation, string>();

  constructor(options: FetchFactsOptions) {
    this.#options = options;
  }

  of(step: FetchStep): FetchFacts {
    const known = this.#known.get(step);
    if (known) return known;
    const { schema, hints } = this.#options;
    const facts = { key: this.#keyOf(step), types: selectedTypes(schema, step), hint: hintOf(schema, hints, step) };
    this.#known.set(step, facts);
    return facts;
  }

  /** Equal for two plans of one operation that ask the same of the same subgraphs: `@override` labels may decide otherwise. */
  ofPlan(planned: PlannedOperation): string {
    const known = this.#plans.get(planned);
    if (known !== undefined) return known;
    const steps = planned.program.requests.flatMap(({ fetches }) => fetches.map(({ step }) => step));
    const key = digest(steps.map((step) => this.of(step).key).join());
    this.#plans.set(planned, key);
    return key;
  }

  #keyOf({ subgraph, definition, requires }: FetchStep): string {
    const { graphHash, urls } = this.#options;
    const selection = print(requires ? entitiesSelection(definition) : definition.selectionSet);
    const parts = [graphHash, subgraph, urls.get(subgraph), requires !== undefined, headOf(definition), selection];
    return digest(JSON.stringify(parts));
  }
}

/**
 * The key of a fetch with its variables.
 *
 * @param variables    of the client, as sent
 */
export function fetchKey({ key }: FetchFacts, step: FetchStep, variables: JsonRecord): string {
  if (step.variables.length === 0) return key;
  const values = step.variables.map(({ internal, client }) => [
    internal,
    Object.hasOwn(variables, client) ? variables[client] : undefined,
  ]);
  return digest(JSON.stringify([key, Object.fromEntries(values)]));
}

/** Representations up to this length are part of their key as they are. */
const MAX_PLAIN = 200;

/**
 * The key of an entity, or of root fields when there is no representation.
 *
 * @param audience    among whom it is shared
 */
export function entryKey(fetch: string, audience: string, representation = ''): string {
  return `${fetch} ${audience} ${representation.length > MAX_PLAIN ? digest(representation) : representation}`;
}

/** All of an operation that its answer depends on, but its selection: variables with their defaults, and directives. */
function headOf({ variableDefinitions = [], directives = [] }: OperationDefinitionNode): string {
  const own = variableDefinitions.filter(({ variable }) => variable.name.value !== 'representations');
  return [...own, ...directives].map((node) => print(node)).join(' ');
}
