import type { RouterConfig } from '../config/router-config.js';
import type { AnswerAge } from './kept-answer.js';

/** What of a request its answer depends on, beside its address. */
const ALWAYS = ['accept', 'authorization', 'cookie', 'x-api-key'];

/**
 * Makes the headers by which an answer is kept on its way to the client and there. `Vary` names every header of the request
 * that the answer may depend on; a rule that passes on whatever begins with a prefix cannot be named, and then answers are
 * not to be kept (undefined).
 *
 * Source: https://www.rfc-editor.org/rfc/rfc9111#section-5.1, section 5.2.2; RFC 9110, section 12.5.5
 */
export function clientCacheControl({ cors, headers, subgraphs }: RouterConfig) {
  const rules = [headers, ...Object.values(subgraphs).flatMap((subgraph) => subgraph.headers ?? [])];
  const passedOn = rules.flatMap(({ toSubgraphs }) => toSubgraphs.flatMap(({ propagate }) => propagate ?? []));
  if (passedOn.some((name) => name.endsWith('*'))) return () => undefined;
  const vary = [...new Set([...ALWAYS, ...(cors ? ['origin'] : []), ...passedOn])].join(', ');
  return ({ seconds, ageSeconds, isPrivate }: AnswerAge): Readonly<Record<string, string>> | undefined => {
    if (seconds < 1) return undefined;
    const control = `${isPrivate ? 'private' : 'public'}, max-age=${seconds}`;
    return { 'cache-control': control, vary, ...(ageSeconds > 0 && { age: String(ageSeconds) }) };
  };
}
