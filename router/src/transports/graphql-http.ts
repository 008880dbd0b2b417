import type { Engine } from '../engine.js';
import { RequestError } from '../errors/request-error.js';
import { handleOperation } from '../pipeline/index.js';
import type { OperationRequest } from '../pipeline/operation-request.js';
import type { Answer, Outcome } from '../pipeline/outcome.js';
import { clientAddress } from '../rate-limits/client-address.js';
import { type AcceptedAnswers, type JsonType, readAccept, type StreamType } from './accepted-answers.js';
import { senderFacts } from './client-facts.js';
import { type HttpExchange, sendAnswer, sendRefusal, statusOf } from './http-answer.js';
import { preventCsrf } from './prevent-csrf.js';
import { readGetParameters, readPostParameters } from './read-http-parameters.js';
import { streamAnswers } from './stream-answers.js';
import { streamFormats } from './stream-formats.js';

/** GraphQL over HTTP: POST and GET, answered in JSON, as server-sent events, or as multipart/mixed. */
export async function serveGraphqlOverHttp(
  engine: Engine,
  exchange: HttpExchange,
  draining: AbortSignal,
): Promise<void> {
  const accepted = readAccept(exchange.request.headers.accept);
  const trace = engine.tracing?.beginHttp(exchange);
  try {
    if (!accepted) {
      throw new RequestError('notAcceptable', 'The answer can be JSON, server-sent events or a multipart subscription');
    }
    const gone = abortWhenGone(exchange);
    const request = await readRequest(engine, exchange, accepted, gone);
    const outcome = await handleOperation(engine, trace ? { ...request, trace } : request);
    const { response } = exchange;
    if (outcome.headers) for (const [name, value] of Object.entries(outcome.headers)) response.setHeader(name, value);
    const stream = streamOf(outcome, accepted);
    if (stream) {
      const options = { format: streamFormats[stream.type], heartbeat: engine.subscriptions.heartbeat, gone, draining };
      await streamAnswers(response, stream.answers, options);
    } else sendOutcome(exchange, jsonTypeOf(accepted), outcome);
  } catch (error) {
    if (!(error instanceof RequestError)) throw error;
    sendRefusal(exchange, error, jsonTypeOf(accepted));
  }
}

async function readRequest(
  engine: Engine,
  { request, url, path, requestId }: HttpExchange,
  { single, stream }: AcceptedAnswers,
  signal: AbortSignal,
): Promise<OperationRequest> {
  preventCsrf(request, engine.config.authentication?.cookie);
  const isGet = request.method === 'GET';
  return {
    ...senderFacts(request.headers, clientAddress(request, engine.config.trustProxy)),
    parameters: isGet ? readGetParameters(url) : await readPostParameters(request, engine.config.limits.bodyBytes),
    contract: path?.contract,
    requestId,
    transport: `${single === 'text/event-stream' ? 'sse' : 'http'}-${isGet ? 'get' : 'post'}`,
    takesStream: stream !== undefined,
    signal,
  };
}

/** What is streamed; undefined for what is answered in JSON. */
function streamOf(
  outcome: Outcome,
  { single, stream }: AcceptedAnswers,
): { readonly type: StreamType; readonly answers: AsyncIterableIterator<Answer> } | undefined {
  if (outcome.kind === 'subscribed') {
    if (!stream) throw new Error('The pipeline let a subscription pass to a client that takes no stream');
    return { type: stream, answers: outcome.answers };
  }
  return single === 'text/event-stream' ? { type: single, answers: only(outcome.answer) } : undefined;
}

async function* only(answer: Answer): AsyncGenerator<Answer, undefined> {
  yield answer;
}

function jsonTypeOf(accepted: AcceptedAnswers | undefined): JsonType {
  return accepted?.single === 'application/graphql-response+json' ? accepted.single : 'application/json';
}

function sendOutcome(exchange: HttpExchange, type: JsonType, outcome: Outcome): void {
  if (outcome.kind === 'subscribed') throw new Error('A subscription was to be answered in JSON');
  if (outcome.kind === 'answered') {
    sendAnswer(exchange, 200, type, outcome.answer);
    return;
  }
  const { response } = exchange;
  if (outcome.reason === 'signInRequired') response.setHeader('www-authenticate', 'Bearer');
  if (outcome.reason === 'tokenInvalid') response.setHeader('www-authenticate', 'Bearer error="invalid_token"');
  if (outcome.reason === 'methodNotAllowed') response.setHeader('allow', 'POST');
  sendAnswer(exchange, statusOf(outcome.reason, type), type, outcome.answer);
}

/** A signal that aborts when the client closes the connection before it has its answer. */
function abortWhenGone({ response }: HttpExchange): AbortSignal {
  const controller = new AbortController();
  response.once('close', () => {
    if (!response.writableFinished) controller.abort();
  });
  return controller.signal;
}
