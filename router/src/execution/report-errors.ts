import { type ClientError, clientError } from '../errors/client-error.js';
import type { FetchStep } from '../planning/plan.js';
import type { SubgraphAnswer, SubgraphError } from '../subgraphs/subgraph-answer.js';
import type { ResponsePath } from './error-tree.js';
import type { Execution } from './execution.js';
import { type Position, pathTo } from './position.js';

/** An error without a place of its own is reported at every place it costs, but no more than these. */
const MAX_PLACES = 100;

/** Codes that speak of the subgraph's or the router's own fault. What their messages say is not for the client. */
const MASKED_CODES = new Set([
  'INTERNAL_SERVER_ERROR',
  'BAD_REQUEST',
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
]);

/** Reports a fetch that got no answer, at every place it was for. */
export function reportFailure(
  execution: Execution,
  fetch: FetchStep,
  places: readonly ResponsePath[],
  why: string,
): void {
  for (const place of places.slice(0, MAX_PLACES)) {
    execution.errors.push(
      clientError({
        reason: 'unavailable',
        message: `Subgraph "${fetch.subgraph}" is unavailable: ${why}`,
        requestId: execution.requestId,
        path: clientPath(execution, fetch, place),
        serviceName: fetch.subgraph,
      }),
    );
  }
}

/**
 * Reports the errors of a subgraph's answer by the client's paths.
 *
 * @param placesOf    the internal paths that an error's path in the subgraph's answer stands for; none when it has no meaning
 * @param allPlaces    every place the fetch was for
 */
export function reportErrors(
  execution: Execution,
  fetch: FetchStep,
  answer: SubgraphAnswer,
  placesOf: (path: ResponsePath) => readonly ResponsePath[],
  allPlaces: () => readonly ResponsePath[],
): void {
  for (const error of answer.errors) {
    const own = error.path ? placesOf(error.path) : [];
    const places = own.length > 0 ? own : allPlaces();
    const shown = showToClient(execution, fetch, error);
    for (const place of places.slice(0, MAX_PLACES)) {
      execution.errors.push({ ...shown, path: clientPath(execution, fetch, place) });
    }
  }
}

/** The places of a fetch of root fields. */
export function rootPlaces(fetch: FetchStep, positions: readonly Position[]): ResponsePath[] {
  return positions.flatMap((position) => fetch.responseNames.map((name) => [...pathTo(position), name]));
}

/** Every field that a fetch of entities was for; the entity itself where the client asked for none of them. */
export function entityPlaces(execution: Execution, fetch: FetchStep, positions: readonly Position[]): ResponsePath[] {
  return positions.flatMap((position) => {
    const entity = pathTo(position);
    const fields = fetch.responseNames
      .map((name) => [...entity, name])
      .filter((place) => clientPath(execution, fetch, place).length === place.length);
    return fields.length > 0 ? fields : [entity];
  });
}

function showToClient(execution: Execution, fetch: FetchStep, error: SubgraphError): ClientError {
  const { code, ref, requestId, timestamp } = error.extensions ?? {};
  const isMasked = typeof code !== 'string' || MASKED_CODES.has(code);
  if (isMasked) execution.onMaskedError(fetch.subgraph, error);
  const own = clientError({
    reason: 'internal',
    message: isMasked ? 'The field could not be answered' : error.message,
    requestId: typeof requestId === 'string' ? requestId : execution.requestId,
    serviceName: fetch.subgraph,
  });
  if (isMasked) return own;
  const { ref: _, ...extensions } = own.extensions;
  return {
    ...own,
    extensions: {
      ...extensions,
      code,
      ...(typeof ref === 'string' && { ref }),
      ...(typeof timestamp === 'string' && { timestamp }),
    },
  };
}

/** The internal path in the client's names, cut where it goes on into what only the planner asked for. */
function clientPath(execution: Execution, fetch: FetchStep, internal: ResponsePath): (string | number)[] {
  const path: (string | number)[] = [];
  let selection: typeof execution.selection | null = execution.selection;
  for (const key of internal) {
    if (typeof key === 'number') {
      path.push(key);
      continue;
    }
    const name: string = execution.names.client(fetch.plannerAliases.get(key) ?? key);
    selection = selection.below(name);
    if (!selection) break;
    path.push(name);
  }
  return path;
}
