import { SubgraphFailure } from '../../subgraphs/subgraph-failure.js';
import type { SubgraphResponse } from '../../subgraphs/subgraph-transport.js';
import { DataList, DataObject, mergeObject } from '../answers/data.js';
import { readResponse, type SubgraphError } from '../answers/read-response.js';
import type { CompiledFetch } from '../program/program.js';
import type { ResponsePath } from './error-tree.js';
import type { Execution } from './execution.js';
import type { Message } from './message.js';
import { type AskedFetch, explainNulls, reportErrors, reportFailure } from './report-errors.js';

/**
 * Merges the answer to a fetch of root fields that was not sent by a program: the event of a subscription.
 *
 * @returns whether it has `data`, be it null
 */
export function receiveEvent(execution: Execution, fetch: CompiledFetch, event: Buffer): boolean {
  const asked = askedAtRoot(execution, fetch);
  try {
    const { data, errors } = readResponse(event, fetch.reading, 'it did not answer in GraphQL');
    if (data) mergeAt(execution, fetch, [execution.root], data);
    if (errors.length > 0) reportErrors(execution, [asked], errors);
    return data !== undefined;
  } catch (error) {
    fail(execution, [asked], error);
    return false;
  }
}

/** Reports that there will be no further event. */
export function failEvent(execution: Execution, fetch: CompiledFetch, why: string): void {
  reportFailure(execution, [askedAtRoot(execution, fetch)], why);
}

function askedAtRoot({ root }: Execution, fetch: CompiledFetch): AskedFetch {
  return { fetch, entitiesName: undefined, waiting: [[root]] };
}

/** Merges what came in answer to a message, and reports what did not. */
export function receive(execution: Execution, { request, asked }: Message, response: SubgraphResponse): void {
  try {
    const failure = `it answered ${response.status} without a GraphQL body`;
    const bytes = response.bytes ?? Buffer.from(response.text);
    const { data, errors } = readResponse(bytes, request.text.reading, failure);
    merge(execution, asked, data, errors);
  } catch (error) {
    fail(execution, asked, error);
  }
}

function merge(
  execution: Execution,
  asked: readonly AskedFetch[],
  data: DataObject | null | undefined,
  errors: readonly SubgraphError[],
): void {
  const failed = new Set<AskedFetch>();
  asked.forEach((part, index) => {
    const [objects = []] = part.waiting;
    if (!part.fetch.representation) {
      if (data) mergeAt(execution, part.fetch, objects, data);
      else if (errors.length > 0) explainNulls(execution, part);
    } else if (!mergeEntities(execution, part, data?.values[index], errors.length > 0)) {
      failed.add(part);
      reportFailure(execution, [part], 'it answered with another number of entities than was asked for');
    }
  });
  if (errors.length === 0) return;
  const ofLost = new Set(errors.filter(({ path }) => path && explainEntity(execution, asked, data, path)));
  reportErrors(execution, asked, errors, { failed, ofLost });
}

/**
 * An error that made an entity null accounts for all of its fields, and for nothing else that is at the entity's place.
 *
 * @returns whether it is such an error
 */
function explainEntity(
  execution: Execution,
  asked: readonly AskedFetch[],
  data: DataObject | null | undefined,
  [name, index]: ResponsePath,
): boolean {
  const at = asked.findIndex(({ entitiesName }) => entitiesName === name);
  const part = asked[at];
  const objects = typeof index === 'number' ? part?.waiting[index] : undefined;
  const entities = data?.values[at];
  const isNull = entities instanceof DataList && typeof index === 'number' && entities.items[index] === null;
  if (!part || !objects || !isNull) return false;
  explainNulls(execution, { ...part, waiting: [objects] });
  return true;
}

/** @returns false when there is not an entity for each representation, and no error tells why */
function mergeEntities(
  execution: Execution,
  { fetch, waiting }: AskedFetch,
  entities: unknown,
  hasErrors: boolean,
): boolean {
  if (entities === undefined || entities === null) return hasErrors;
  if (!(entities instanceof DataList) || entities.items.length !== waiting.length) return false;
  for (let index = 0; index < waiting.length; index++) {
    const entity = entities.items[index];
    const objects = waiting[index];
    if (entity instanceof DataObject && objects) mergeAt(execution, fetch, objects, entity);
  }
  return true;
}

/** The first object may take what was answered as its own, even where others need copies. */
function mergeAt(execution: Execution, fetch: CompiledFetch, objects: readonly DataObject[], answer: DataObject): void {
  for (let index = objects.length - 1; index >= 0; index--) {
    const object = objects[index];
    if (object) mergeObject(object, answer, execution.types, fetch.isCopied && index > 0);
  }
}

/** Anything but a failure of the subgraph is a bug of ours, and not one to be answered as the subgraph's. */
export function fail(execution: Execution, asked: readonly AskedFetch[], error: unknown): void {
  if (!(error instanceof SubgraphFailure)) throw error;
  reportFailure(execution, asked, error.message);
}
