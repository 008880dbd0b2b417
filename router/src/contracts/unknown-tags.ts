import { type Schema, tagIdentity } from '@apollo/federation-internals';
import type { TagFilter } from './tag-filter.js';

/** Tags of contracts that no element has: an excluded one with a wrong letter hides nothing, and somebody should know. */
export function unknownTags(schema: Schema, filters: readonly TagFilter[]): readonly string[] {
  const name = schema.coreFeatures?.getByIdentity(tagIdentity)?.directiveNameInSchema('tag');
  const applications = (name && schema.directive(name)?.applications()) || [];
  const known = new Set<unknown>([...applications].map((application) => application.arguments().name));
  const named = new Set(filters.flatMap(({ includeTags, excludeTags }) => [...includeTags, ...excludeTags]));
  return [...named].filter((tag) => !known.has(tag));
}
