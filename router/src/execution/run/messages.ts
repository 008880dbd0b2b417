import type { DataObject } from '../answers/data.js';
import type { CompiledFetch, ProgramRequest } from '../program/program.js';
import { contextGroups } from './context-groups.js';
import type { Execution } from './execution.js';
import type { Message } from './message.js';
import { type AskedFetch, reportTooMany } from './report-errors.js';
import { representEntities } from './represent-entities.js';

/** What has to be sent for a request, as the data is now: nothing when there is nobody to ask for. */
export function messagesOf(execution: Execution, request: ProgramRequest): Message[] {
  const [first] = request.fetches;
  if (!first?.representation) return first ? rootMessage(execution, request, first) : [];
  if (first.step.contextArguments.length > 0) return messagesWithContext(execution, request, first);
  const asked: AskedFetch[] = [];
  const representations: string[][] = [];
  let left: readonly DataObject[] = [];
  let isEmpty = true;
  for (let index = 0; index < request.fetches.length; index++) {
    const fetch = request.fetches[index];
    if (!fetch) continue;
    const objects = fetch.isFallback ? left : fetch.target.objects(execution.root, ++execution.searchCount);
    const part = askFor(execution, request, index, fetch, objects);
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
    const part = askFor(execution, request, 0, fetch, objects);
    if (part.representations.length === 0) return [];
    const representations = [part.representations];
    const body = request.text.body(execution.variables, representations, values);
    return [{ request, asked: [part], representations, body }];
  });
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
  objects: readonly DataObject[],
): Part {
  const entitiesName = text.entitiesName(index);
  const { representation } = fetch;
  if (!representation) throw new Error('A fetch of root fields asks for no entities');
  const { texts, waiting, left } = representEntities(representation, objects);
  if (texts.length <= execution.maxRepresentations) {
    return { fetch, entitiesName, waiting, representations: texts, left };
  }
  reportTooMany(execution, { fetch, entitiesName, waiting });
  return { fetch, entitiesName, waiting: [], representations: [], left };
}
