import { OperationTypeNode } from 'graphql';
import type { GraphCaching } from '../caching/graph-caching.js';
import type { AnswerAge } from '../caching/kept-answer.js';
import type { Engine } from '../engine.js';
import { executeOperation } from '../execution/execute-operation.js';
import type { OperationCall } from '../execution/operation-call.js';
import type { DeniedFields } from '../planning/denied-fields.js';
import type { PlannedOperation } from '../planning/operation-planner.js';
import type { ParsedDocument } from '../planning/parsed-document.js';
import type { Answer } from './outcome.js';

export interface AnswerRequest {
  readonly document: ParsedDocument;
  readonly denied: DeniedFields | undefined;
  /** Who may keep the answer on its way to the client, when it holds for some time. */
  readonly keepers: 'nobody' | 'client' | 'everybody';
}

/** Executes a query or mutation, unless its answer is known. The headers by which it may be kept are told to `call.headers`. */
export function answerOperation(
  engine: Engine,
  planned: PlannedOperation,
  call: OperationCall,
  request: AnswerRequest,
): Promise<Answer> {
  const { caching } = call.graph;
  const isQuery = planned.definition.operation === OperationTypeNode.QUERY;
  if (!caching) return executeOperation(engine, planned, call);
  if (!isQuery) return executeOperation(engine, planned, call, caching.begin(call, false));
  return answerQuery(engine, caching, planned, call, request);
}

async function answerQuery(
  engine: Engine,
  caching: GraphCaching,
  planned: PlannedOperation,
  call: OperationCall,
  { document, denied, keepers }: AnswerRequest,
): Promise<Answer> {
  const identity = JSON.stringify([document.hash, planned.definition.name?.value, denied?.key]);
  const kept = caching.answer(identity, planned, call);
  const found = await kept?.find();
  if (found) {
    tellClient(caching, call, keepers, found);
    return { data: found.data };
  }
  const cache = caching.begin(call, true);
  const answer = await executeOperation(engine, planned, call, cache);
  if (answer.errors || answer.data === undefined) return answer;
  const { lifetime } = cache;
  kept?.keep(String(answer.data), lifetime);
  const age = { seconds: lifetime.secondsFrom(Date.now()), ageSeconds: 0, isPrivate: lifetime.isPrivate };
  tellClient(caching, call, keepers, age);
  return answer;
}

function tellClient(
  caching: GraphCaching,
  { headers }: OperationCall,
  keepers: AnswerRequest['keepers'],
  age: AnswerAge,
): void {
  if (keepers === 'nobody') return;
  const told = caching.headersFor({ ...age, isPrivate: age.isPrivate || keepers === 'client' });
  for (const [name, value] of Object.entries(told ?? {})) headers.collect(name, value, 'last');
}
