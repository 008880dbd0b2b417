import { SubgraphFailure } from '../../subgraphs/subgraph-failure.js';
import type { SubgraphResponse } from '../../subgraphs/subgraph-transport.js';
import { DataList, DataObject, mergeObject } from '../answers/data.js';
import { readResponse, type SubgraphError } from '../answers/read-response.js';
import type { CompiledFetch, Program, ProgramRequest } from '../program/program.js';
import { contextGroups } from './context-groups.js';
import type { Execution } from './execution.js';
import { type AskedFetch, reportErrors, reportFailure } from './report-errors.js';
import { representEntities } from './represent-entities.js';

/** One message to a subgraph: a request of the program, or one of several that its context arguments need. */
interface Message {
  readonly request: ProgramRequest;
  /** Aligned with `request.fetches`. */
  readonly asked: readonly AskedFetch[];
  readonly body: string;
}

/**
 * Runs a program to its end: every request goes out as soon as those it waits for are done, and its answer is merged into
 * `execution.root`. A subgraph that fails leaves its fields missing and errors at their paths; this never throws for it.
 */
export function runProgram(execution: Execution, program: Program): Promise<void> {
  if (program.requests.length === 0) return Promise.resolve();
  return new Promise((resolve, reject) => new Run(execution, program, resolve, reject).start());
}

class Run {
  readonly #execution: Execution;
  readonly #requests: readonly ProgramRequest[];
  readonly #resolve: () => void;
  readonly #reject: (bug: unknown) => void;
  readonly #waitsFor: number[];
  #unfinishedCount: number;

  constructor(execution: Execution, { requests }: Program, resolve: () => void, reject: (bug: unknown) => void) {
    this.#execution = execution;
    this.#requests = requests;
    this.#resolve = resolve;
    this.#reject = reject;
    this.#waitsFor = requests.map(({ waitsFor }) => waitsFor);
    this.#unfinishedCount = requests.length;
  }

  start(): void {
    for (const request of this.#requests) if (request.waitsFor === 0) this.#begin(request);
  }

  #begin(request: ProgramRequest): void {
    try {
      const messages = messagesOf(this.#execution, request);
      let pending = messages.length;
      if (pending === 0) this.#finish(request);
      for (const message of messages) {
        const done = (): void => {
          if (--pending === 0) this.#finish(request);
        };
        this.#send(message, done);
      }
    } catch (bug) {
      this.#reject(bug);
    }
  }

  #send(message: Message, done: () => void): void {
    this.#execution
      .send(message.request.step, message.body)
      .then(
        (response) => receive(this.#execution, message, response),
        (error) => fail(this.#execution, message.asked, error),
      )
      .then(done)
      .catch(this.#reject);
  }

  #finish(request: ProgramRequest): void {
    for (const index of request.next) {
      const left = (this.#waitsFor[index] ?? 0) - 1;
      this.#waitsFor[index] = left;
      const next = this.#requests[index];
      if (left === 0 && next) this.#begin(next);
    }
    if (--this.#unfinishedCount === 0) this.#resolve();
  }
}

/**
 * Merges the answer to a fetch of root fields that was not sent by a program: the event of a subscription.
 *
 * @returns whether it has `data`, be it null
 */
export function receiveEvent(execution: Execution, fetch: CompiledFetch, text: string): boolean {
  const asked = askedAtRoot(execution, fetch);
  try {
    const { data, errors } = readResponse(text, fetch.reading, 'it did not answer in GraphQL');
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

function messagesOf(execution: Execution, request: ProgramRequest): Message[] {
  const [first] = request.fetches;
  if (first?.step.contextArguments.length) return messagesWithContext(execution, request, first);
  const asked: AskedFetch[] = [];
  const representations: string[][] = [];
  let left: DataObject[] = [];
  let isEmpty = true;
  request.fetches.forEach((fetch, index) => {
    const objects = fetch.isFallback ? left : fetch.target.objects(execution.root, ++execution.searchCount);
    if (!fetch.representation) {
      if (objects.length > 0) isEmpty = false;
      asked.push({ fetch, entitiesName: undefined, waiting: [objects] });
      return;
    }
    const texts: string[] = [];
    left = [];
    const waiting = representEntities(fetch.representation, objects, texts, left);
    asked.push({ fetch, entitiesName: request.text.entitiesName(index), waiting });
    representations.push(texts);
    if (texts.length > 0) isEmpty = false;
  });
  return isEmpty ? [] : [{ request, asked, body: request.text.body(execution.variables, representations) }];
}

function messagesWithContext(execution: Execution, request: ProgramRequest, fetch: CompiledFetch): Message[] {
  const { representation } = fetch;
  if (!representation) throw new Error('The planner made a fetch with context arguments that is not of entities');
  return contextGroups(fetch, execution.root, execution.types).map(({ values, objects }) => {
    const texts: string[] = [];
    const entitiesName = request.text.entitiesName(0);
    const asked = [{ fetch, entitiesName, waiting: representEntities(representation, objects, texts, []) }];
    return { request, asked, body: request.text.body(execution.variables, [texts], values) };
  });
}

function receive(execution: Execution, { request, asked }: Message, { status, text }: SubgraphResponse): void {
  try {
    const failure = `it answered ${status} without a GraphQL body`;
    const { data, errors } = readResponse(text, request.text.reading, failure);
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
    } else if (!mergeEntities(execution, part, data?.values[index])) {
      failed.add(part);
      reportFailure(execution, [part], 'it answered with another number of entities than was asked for');
    }
  });
  if (errors.length > 0) reportErrors(execution, asked, errors, failed);
}

/** @returns false when there is not an entity for each representation */
function mergeEntities(execution: Execution, { fetch, waiting }: AskedFetch, entities: unknown): boolean {
  if (entities === undefined || entities === null) return true;
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
function fail(execution: Execution, asked: readonly AskedFetch[], error: unknown): void {
  if (!(error instanceof SubgraphFailure)) throw error;
  reportFailure(execution, asked, error.message);
}
