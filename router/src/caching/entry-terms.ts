import { Kind, valueFromASTUntyped } from 'graphql';
import { isRecord, type JsonRecord } from '../json-record.js';
import type { FetchStep } from '../planning/plan.js';
import { type CacheTags, tagOf } from './cache-tags.js';
import type { FetchFacts } from './fetch-facts.js';
import { subgraphTerm, tagTerm, typeTerm } from './invalidation-terms.js';
import { QUERY } from './selected-types.js';

/**
 * The terms by which a kept entity can be invalidated. Undefined when that would not always be possible: a tag lacks its
 * value, or it is not known of which types the answer has objects.
 *
 * @param representation    JSON text
 * @param given    tags that the subgraph gave the entity
 */
export function entityTerms(
  tags: CacheTags,
  { subgraph }: FetchStep,
  { types }: FetchFacts,
  representation: string,
  given: readonly string[],
): readonly string[] | undefined {
  const values: unknown = JSON.parse(representation);
  if (!isRecord(values) || !types) return undefined;
  const type = String(values.__typename);
  const own = tagsOf(tags, `${subgraph} ${type}`, values);
  return own && termsOf(subgraph, [type, ...types], [...own, ...given]);
}

/**
 * The same for the root fields of a fetch.
 *
 * @param variables    of the client, as sent
 */
export function rootTerms(
  tags: CacheTags,
  { subgraph, definition, variables: used }: FetchStep,
  { types }: FetchFacts,
  variables: JsonRecord,
  given: readonly string[],
): readonly string[] | undefined {
  if (!types) return undefined;
  const defaults = (definition.variableDefinitions ?? []).flatMap(({ variable, defaultValue }) =>
    defaultValue ? [[variable.name.value, valueFromASTUntyped(defaultValue)] as const] : [],
  );
  const sent = used.flatMap(({ internal, client }) =>
    Object.hasOwn(variables, client) ? [[internal, variables[client]] as const] : [],
  );
  const values = Object.fromEntries([...defaults, ...sent]);
  const all = [...given];
  for (const selection of definition.selectionSet.selections) {
    // The planner makes fetches without fragments at their root.
    if (selection.kind !== Kind.FIELD) return undefined;
    const args = (selection.arguments ?? []).map(({ name, value }) => [name.value, valueFromASTUntyped(value, values)]);
    const own = tagsOf(tags, `${subgraph} ${QUERY}.${selection.name.value}`, Object.fromEntries(args));
    if (!own) return undefined;
    all.push(...own);
  }
  return termsOf(subgraph, types, all);
}

function tagsOf(tags: CacheTags, key: string, values: JsonRecord): readonly string[] | undefined {
  const formats = tags.get(key) ?? [];
  const own = formats.flatMap((format) => tagOf(format, values) ?? []);
  return own.length === formats.length ? own : undefined;
}

function termsOf(subgraph: string, types: readonly string[], tags: readonly string[]): readonly string[] {
  const terms = [
    subgraphTerm(subgraph),
    ...types.map((type) => typeTerm(subgraph, type)),
    ...tags.map((tag) => tagTerm(subgraph, tag)),
  ];
  return [...new Set(terms)];
}
