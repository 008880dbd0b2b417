import { type ClientError, clientError, type NewClientError } from '../../errors/client-error.js';
import type { FetchStep, RequiredSelection } from '../../planning/plan.js';
import type { SelectionShape } from '../../planning/selection-shape.js';
import type { DataObject } from '../answers/data.js';
import type { SubgraphError } from '../answers/read-response.js';
import type { CompiledFetch, Program } from '../program/program.js';
import type { ResponsePath } from './error-tree.js';
import type { Execution } from './execution.js';

/** A fetch that was sent, and the objects that wait for what it brings. */
export interface AskedFetch {
  readonly fetch: CompiledFetch;
  /** Of entities: the response name under which the subgraph answers them. */
  readonly entitiesName: string | undefined;
  /** One list for each representation that was sent; of root fields one list in all. */
  readonly waiting: readonly (readonly DataObject[])[];
}

/** A place in the client's answer, and the fetch that did not bring it. */
interface Place {
  readonly step: FetchStep;
  /** Internal names. */
  readonly path: ResponsePath;
}

/** What of an answer has been seen to already. */
interface Told {
  /** Fetches of which all that there is to say has been reported. */
  readonly failed?: ReadonlySet<AskedFetch>;
  /** Errors that made entities null: which of their fields they account for is explained. */
  readonly ofLost?: ReadonlySet<SubgraphError>;
}

/** An error without a place of its own is reported at every place it costs, but no more than these. */
const MAX_PLACES = 100;

/** Codes that speak of the subgraph's or the router's own fault. What their messages say is not for the client. */
const MASKED_CODES = new Set([
  'INTERNAL_SERVER_ERROR',
  'BAD_REQUEST',
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
]);

/** Reports fetches that got no answer, at every place they were for. */
export function reportFailure(execution: Execution, asked: readonly AskedFetch[], why: string): void {
  const ways = new Ways(execution);
  const places = asked.flatMap((part) => allPlaces(execution, ways, part));
  for (const { step, path } of places.slice(0, MAX_PLACES)) {
    report(execution, {
      reason: 'unavailable',
      message: `Subgraph "${step.subgraph}" is unavailable: ${why}`,
      path: clientPath(execution, step, path),
      serviceName: step.subgraph,
    });
  }
}

/** Reports a fetch of entities that is not sent, because it would ask for too many. */
export function reportTooMany(execution: Execution, part: AskedFetch): void {
  const { maxRepresentations } = execution;
  const message = `An entity fetch can ask for at most ${maxRepresentations} entities, got ${part.waiting.length}`;
  const places = allPlaces(execution, new Ways(execution), part);
  for (const { step, path } of places.slice(0, MAX_PLACES)) {
    report(execution, { reason: 'limitExceeded', message, path: clientPath(execution, step, path) });
  }
}

/** Tells an error of the router's own, which accounts for its place. */
function report(
  { errors, explained, requestId }: Execution,
  error: Omit<NewClientError, 'requestId'> & { readonly path: ResponsePath },
): void {
  errors.push(clientError({ ...error, requestId }));
  explained.push(error.path);
}

/** What a subgraph executed and answered with no data at all: its errors account for every field. */
export function explainNulls(execution: Execution, part: AskedFetch): void {
  for (const { step, path } of allPlaces(execution, new Ways(execution), part)) {
    execution.explained.push(clientPath(execution, step, path));
  }
}

/**
 * Reports the errors of a subgraph's answer by the client's paths; those whose path has no meaning at every place the
 * request was for.
 */
export function reportErrors(
  execution: Execution,
  asked: readonly AskedFetch[],
  errors: readonly SubgraphError[],
  { failed, ofLost }: Told = {},
): void {
  const ways = new Ways(execution);
  for (const error of errors) {
    const part = asked.find(({ entitiesName }) => entitiesName === undefined || entitiesName === error.path?.[0]);
    if (part && failed?.has(part)) continue;
    if (part && error.path && isOfAnotherType(execution, ways, part, error.path)) continue;
    const own = part && error.path ? placesOf(ways, part, error.path) : [];
    if (own.length > 0 && own.every((place) => isTakenAway(execution, place))) continue;
    const others = asked.filter((each) => !failed?.has(each));
    const places = own.length > 0 ? own : others.flatMap((each) => allPlaces(execution, ways, each));
    const [first] = places;
    if (!first) continue;
    const shown = showToClient(execution, first.step, error);
    for (const { step, path } of places.slice(0, MAX_PLACES)) {
      const told = clientPath(execution, step, path);
      execution.errors.push({ ...shown, path: told });
      if (!ofLost?.has(error)) execution.explained.push(told);
    }
  }
}

/** The places that an error's path in the subgraph's answer stands for; none when it has no meaning. */
function placesOf(ways: Ways, { fetch, waiting }: AskedFetch, path: ResponsePath): Place[] {
  const { step } = fetch;
  if (!fetch.representation) return ways.to(fetch, waiting.flat()).map((way) => ({ step, path: [...way, ...path] }));
  const [, index, ...rest] = path;
  const objects = typeof index === 'number' ? waiting[index] : undefined;
  return ways.to(fetch, objects ?? []).map((way) => ({ step, path: [...way, ...rest] }));
}

/**
 * Of an interface object the planner asks every type's entities for what the client selected of one type alone: an error in a
 * field that the client would not have got is none of its answer.
 */
function isOfAnotherType(
  execution: Execution,
  ways: Ways,
  { fetch, waiting }: AskedFetch,
  [, index, key]: ResponsePath,
): boolean {
  const [object] = (typeof index === 'number' ? waiting[index] : undefined) ?? [];
  const [way] = object && fetch.representation ? ways.to(fetch, [object]) : [];
  const { typeName } = object ?? {};
  const { names, types } = execution;
  // An interface's name: the type has not been learnt.
  if (!way || typeName === undefined || !types.isConcrete(typeName) || typeof key !== 'string') return false;
  let selection: SelectionShape | null = execution.selection;
  for (const element of way) {
    if (typeof element === 'string') selection = selection?.below(names.client(element)) ?? null;
  }
  const name = names.client(fetch.step.plannerAliases.get(key) ?? key);
  if (!selection?.below(name)) return false;
  return !selection.selects(name, (condition) => types.matches(typeName, condition));
}

/**
 * The planner loses conditions where it asks for an interface object's fields, or for what others require: an error in a field that
 * `@skip` or `@include` took away, and that nothing else depends on, is none of the client's answer.
 */
function isTakenAway({ names, program, selection }: Execution, { step, path }: Place): boolean {
  const keys = path.filter((key) => typeof key === 'string');
  const way = keys.map((key) => names.client(step.plannerAliases.get(key) ?? key));
  const leftOut = selection.firstLeftOut(way);
  return leftOut >= 0 && !isRequired(program, keys, leftOut);
}

/** Whether something else depends on what stands at the end of the way, which was taken away at the index. */
function isRequired({ requests }: Program, keys: readonly string[], takenAway: number): boolean {
  const objects = [...keys.slice(0, takenAway + 1).keys()];
  const steps = requests.flatMap(({ fetches }) => fetches.map(({ step }) => step));
  return steps.some(
    ({ requires = [], contextArguments }) =>
      objects.some((start) => leadsInto(requires, keys.slice(start))) ||
      contextArguments.some(({ path }) => path.some((key) => key === keys[takenAway])),
  );
}

function leadsInto(selections: readonly RequiredSelection[], keys: readonly string[]): boolean {
  const [first, ...rest] = keys;
  return selections.some((selection) => {
    const below = selection.selections ?? [];
    if (selection.kind === 'Fragment') return leadsInto(below, keys);
    return selection.key === first && (rest.length === 0 || leadsInto(below, rest));
  });
}

/** Every field that a fetch was for; an entity itself where the client asked for none of its fields. */
function allPlaces(execution: Execution, ways: Ways, { fetch, waiting }: AskedFetch): Place[] {
  const { step } = fetch;
  return ways.to(fetch, waiting.flat()).flatMap((way) => {
    const fields = step.responseNames.map((name) => ({ step, path: [...way, name] }));
    if (!fetch.representation) return fields;
    const shown = fields.filter(({ path }) => clientPath(execution, step, path).length === path.length);
    return shown.length > 0 ? shown : [{ step, path: way }];
  });
}

/** The ways to the objects of a fetch. They are not known while all goes well, and are looked for when they are needed. */
class Ways {
  readonly #root: DataObject;
  readonly #byFetch = new Map<CompiledFetch, Map<DataObject, ResponsePath[]>>();

  constructor({ root }: Execution) {
    this.#root = root;
  }

  to(fetch: CompiledFetch, objects: readonly DataObject[]): ResponsePath[] {
    const known = this.#byFetch.get(fetch) ?? this.#find(fetch);
    return objects.flatMap((object) => known.get(object) ?? []);
  }

  #find(fetch: CompiledFetch): Map<DataObject, ResponsePath[]> {
    const found = new Map<DataObject, ResponsePath[]>();
    fetch.target.visit(this.#root, (object, { path }) => {
      const ways = found.get(object);
      if (ways) ways.push(path);
      else found.set(object, [path]);
    });
    this.#byFetch.set(fetch, found);
    return found;
  }
}

function showToClient(execution: Execution, { subgraph }: FetchStep, error: SubgraphError): ClientError {
  const { code, ref, requestId, timestamp } = error.extensions ?? {};
  const isMasked = typeof code !== 'string' || MASKED_CODES.has(code);
  if (isMasked) execution.onMaskedError(subgraph, error);
  const own = clientError({
    reason: 'internal',
    message: isMasked ? 'The field could not be answered' : error.message,
    requestId: typeof requestId === 'string' ? requestId : execution.requestId,
    serviceName: subgraph,
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
function clientPath(execution: Execution, step: FetchStep, internal: ResponsePath): (string | number)[] {
  const path: (string | number)[] = [];
  let selection: typeof execution.selection | null = execution.selection;
  for (const key of internal) {
    if (typeof key === 'number') {
      path.push(key);
      continue;
    }
    const name: string = execution.names.client(step.plannerAliases.get(key) ?? key);
    selection = selection.below(name);
    if (!selection) break;
    path.push(name);
  }
  return path;
}
