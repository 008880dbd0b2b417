import { isRecord, type JsonRecord } from '../json-record.js';
import type { FetchStep } from '../planning/plan.js';
import type { SubgraphAnswer } from '../subgraphs/subgraph-answer.js';
import { SubgraphFailure } from '../subgraphs/subgraph-failure.js';
import type { ResponsePath } from './error-tree.js';
import type { Execution } from './execution.js';
import { type EntityGroup, groupEntities } from './group-entities.js';
import { copyData, mergeData } from './merge-data.js';
import { type Position, pathTo } from './position.js';
import { entityPlaces, reportErrors, reportFailure, rootPlaces } from './report-errors.js';
import { rewriteData } from './rewrite-data.js';

/**
 * Asks a subgraph and merges its answer into the data at the given positions. A subgraph that fails leaves its fields
 * missing and errors at their paths; this never throws for it.
 */
export async function executeFetch(
  execution: Execution,
  fetch: FetchStep,
  positions: readonly Position[],
): Promise<void> {
  if (positions.length === 0) return;
  if (!fetch.requires) return fetchRootFields(execution, fetch, positions);
  await Promise.all(
    groupEntities(fetch, positions, execution.types).map((group) => fetchEntities(execution, fetch, group)),
  );
}

async function fetchRootFields(execution: Execution, fetch: FetchStep, positions: readonly Position[]): Promise<void> {
  try {
    mergeRootAnswer(execution, fetch, positions, await execution.send(fetch, fetchVariables(execution, fetch)));
  } catch (error) {
    reportFailure(execution, fetch, rootPlaces(fetch, positions), reasonOf(error));
  }
}

/** Merges the answer to a fetch of root fields; also the event of a subscription, which is one. */
export function mergeRootAnswer(
  execution: Execution,
  fetch: FetchStep,
  positions: readonly Position[],
  answer: SubgraphAnswer,
): void {
  rewriteData(answer.data, fetch.outputRewrites, execution.types);
  mergeAt(execution, positions, answer.data);
  reportErrors(
    execution,
    fetch,
    answer,
    (path) => positions.map((position) => [...pathTo(position), ...path]),
    () => rootPlaces(fetch, positions),
  );
}

async function fetchEntities(execution: Execution, fetch: FetchStep, group: EntityGroup): Promise<void> {
  const allPlaces = () => entityPlaces(execution, fetch, group.positions.flat());
  try {
    const { representations, contextValues } = group;
    const variables = { ...fetchVariables(execution, fetch), ...contextValues, representations };
    mergeEntities(execution, fetch, group, await execution.send(fetch, variables), allPlaces);
  } catch (error) {
    reportFailure(execution, fetch, allPlaces(), reasonOf(error));
  }
}

function mergeEntities(
  execution: Execution,
  fetch: FetchStep,
  group: EntityGroup,
  answer: SubgraphAnswer,
  allPlaces: () => readonly ResponsePath[],
): void {
  const entities = answer.data?._entities ?? null;
  if (entities !== null && !(Array.isArray(entities) && entities.length === group.representations.length)) {
    throw new SubgraphFailure('answer', 'it answered with another number of entities than was asked for');
  }
  group.positions.forEach((positions, index) => {
    const entity: unknown = entities?.[index];
    const [first] = positions;
    rewriteData(entity, fetch.outputRewrites, execution.types, isRecord(first?.value) && first.value.__typename);
    mergeAt(execution, positions, entity);
  });
  const placesOf = ([root, index, ...rest]: ResponsePath) =>
    root === '_entities' && typeof index === 'number'
      ? (group.positions[index] ?? []).map((position) => [...pathTo(position), ...rest])
      : [];
  reportErrors(execution, fetch, answer, placesOf, allPlaces);
}

/** Each position gets an object of its own: later fetches may put different things below them. */
function mergeAt(execution: Execution, positions: readonly Position[], answer: unknown): void {
  if (!isRecord(answer)) return;
  positions.forEach(({ value }, index) => {
    if (isRecord(value)) mergeData(value, index === 0 ? answer : copyData(answer), execution.types);
  });
}

function fetchVariables(execution: Execution, fetch: FetchStep): JsonRecord {
  const variables: JsonRecord = {};
  for (const { internal, client } of fetch.variables) {
    if (Object.hasOwn(execution.variables, client)) variables[internal] = execution.variables[client];
  }
  return variables;
}

/** Anything but a failure of the subgraph is a bug of ours, and not one to be answered as the subgraph's. */
function reasonOf(error: unknown): string {
  if (error instanceof SubgraphFailure) return error.message;
  throw error;
}
