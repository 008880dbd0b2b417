import type { Location } from 'graphql';

/**
 * Runs a task whose errors are about nodes of a document, with a source that has no lines. For each node of each error graphql-js
 * counts the lines before it from the beginning: a document of line ends and few fields takes seconds to be refused.
 * `RequestError.from` has the places from the nodes' tokens.
 */
export function withoutCountingLines<T>(location: Location | undefined, task: () => T): T {
  if (!location) return task();
  const { source } = location;
  const { body } = source;
  source.body = '';
  try {
    return task();
  } finally {
    source.body = body;
  }
}
