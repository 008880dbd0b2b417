import type { DataObject } from '../answers/data.js';
import type { CompiledFetch, ProgramRequest } from '../program/program.js';
import type { Target } from '../program/target.js';
import { contextGroups } from './context-groups.js';
import type { Execution } from './execution.js';
import type { Message } from './message.js';
import { type AskedFetch, reportTooMany } from './report-errors.js';
import { EntityGroups, representEntities } from './represent-entities.js';

/** What has to be sent for a request, as the data is now: nothing when there is nobody to ask for. */
export function messagesOf(execution: Execution, request: ProgramRequest): Message[] {
  const [first] = request.fetches;
  if (!first?.representation) return first ? rootMessage(execution, request, first) : [];
  if (first.step.contextArguments.length > 0) return messagesWithContext(execution, request, first);
  const asked: AskedFetch[] = [];
  const representations: string[][] = [];
  let left: readonly DataObject[] = [];
  let isEmpty = true;
  let found: Found | undefined;
  for (let index = 0; index < request.fetches.length; index++) {
    const fetch = request.fetches[index];
    if (!fetch) continue;
    const isForTheSame = !fetch.isFallback && found?.target === fetch.target;
    if (!isForTheSame || !found) found = find(execution, fetch, fetch.isFallback ? left : undefined);
    const part = askFor(execution, request, index, fetch, found);
    if (!fetch.isFallback) left = part.left;
    asked.push(part);
    representations.push(part.representations);
    if (part.representations.length > 0) isEmpty = false;
  }
  if (isEmpty) return [];
  return [{ request, asked, representations, body: request.text.body(execution.variables, representations) }];
}

function rootMessage(execution: Execution, request: ProgramRequest, fetch: CompiledFetch): Message[] {
  const objects = fetch.target.objects(execution.root, ++execution.searchCount);
  const asked = [{ fetch, entitiesName: undefined, waiting: [objects] }];
  if (objects.length === 0) return [];
  return [{ request, asked, representations: [], body: request.text.body(execution.variables, []) }];
}

function messagesWithContext(execution: Execution, request: ProgramRequest, fetch: CompiledFetch): Message[] {
  return contextGroups(fetch, execution.root, execution.types).flatMap(({ values, objects }) => {
    const found = { target: undefined, objects, groups: undefined };
    const part = askFor(execution, request, 0, fetch, found);
    if (part.representations.length === 0) return [];
    const representations = [part.representations];
    const body = request.text.body(execution.variables, representations, values);
    return [{ request, asked: [part], representations, body }];
  });
}

/** The objects that a fetch is for. */
interface Found {
  /** Undefined when they are not all that stand there. */
  readonly target: Target | undefined;
  readonly objects: readonly DataObject[];
  groups: EntityGroups | undefined;
}

/** @param left    those that another fetch has left over; all that stand there when absent */
function find(execution: Execution, { target }: CompiledFetch, left?: readonly DataObject[]): Found {
  if (left) return { target: undefined, objects: left, groups: undefined };
  return { target, objects: target.objects(execution.root, ++execution.searchCount), groups: undefined };
}

interface Part extends AskedFetch {
  readonly representations: string[];
  /** Objects that have not all that is required. */
  readonly left: readonly DataObject[];
}

function askFor(
  execution: Execution,
  { text }: ProgramRequest,
  index: number,
  fetch: CompiledFetch,
  found: Found,
): Part {
  const entitiesName = text.entitiesName(index);
  const { representation } = fetch;
  if (!representation) throw new Error('A fetch of root fields asks for no entities');
  const { objects } = found;
  if (!found.groups?.areFor(fetch)) found.groups = EntityGroups.of(fetch, objects);
  const { texts, waiting, left } = representEntities(representation, objects, found.groups);
  if (texts.length <= execution.maxRepresentations) {
    return { fetch, entitiesName, waiting, representations: texts, left };
  }
  reportTooMany(execution, { fetch, entitiesName, waiting });
  return { fetch, entitiesName, waiting: [], representations: [], left };
}
