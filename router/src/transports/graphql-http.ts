import type { IncomingMessage } from 'node:http';
import type { Engine } from '../engine.js';
import { RequestError } from '../errors/request-error.js';
import { handleOperation } from '../pipeline/index.js';
import type { OperationRequest } from '../pipeline/operation-request.js';
import type { Answer, DeferredAnswer, Outcome } from '../pipeline/outcome.js';
import { clientAddress } from '../rate-limits/client-address.js';
import { type AcceptedAnswers, type JsonType, readAccept, type StreamType } from './accepted-answers.js';
import { senderFacts } from './client-facts.js';
import { type HttpExchange, sendAnswer, sendRefusal, statusOf } from './http-answer.js';
import { preventCsrf } from './prevent-csrf.js';
import { readGetParameters, readPostParameters } from './read-http-parameters.js';
import { streamAnswers } from './stream-answers.js';
import { deferredFormat } from './stream-deferred.js';
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
    const { request, response, url } = exchange;
    preventCsrf(request, engine.config.authentication?.cookie);
    const parameters =
      request.method === 'GET'
        ? readGetParameters(url)
        : await readPostParameters(request, engine.config.limits.bodyBytes);
    const outcome = await handleOperation(engine, operationRequest(engine, exchange, { accepted, parameters, trace }));
    if (outcome.headers) for (const [name, value] of Object.entries(outcome.headers)) response.setHeader(name, value);
    const stream = streamOf(outcome, accepted);
    if (outcome.kind === 'deferred') {
      await streamParts(engine, exchange, accepted, outcome);
    } else if (stream) {
      response.setHeader('x-request-id', exchange.requestId);
      const gone = exchange.gone.toSignal();
      const options = { format: streamFormats[stream.type], heartbeat: engine.subscriptions.heartbeat, gone, draining };
      await streamAnswers(response, stream.answers, options);
    } else sendOutcome(exchange, jsonTypeOf(accepted), outcome);
  } catch (error) {
    if (!(error instanceof RequestError)) throw error;
    sendRefusal(exchange, error, jsonTypeOf(accepted));
  }
}

function operationRequest(
  { config }: Engine,
  { request, path, requestId, gone }: HttpExchange,
  { accepted, parameters, trace }: { accepted: AcceptedAnswers } & Pick<OperationRequest, 'parameters' | 'trace'>,
): OperationRequest {
  const { authorization, cookie, apiKey, client, headers } = senderFacts(
    request.headers,
    clientAddress(request, config.trustProxy),
  );
  return {
    parameters,
    authorization,
    cookie,
    apiKey,
    contract: path?.contract,
    client,
    headers,
    requestId,
    transport: transportOf(request, accepted),
    takesStream: accepted.stream !== undefined,
    delivery: accepted.deferred === undefined ? 'whole' : 'in-parts',
    signal: gone,
    trace,
  };
}

function transportOf({ method }: IncomingMessage, { single }: AcceptedAnswers): OperationRequest['transport'] {
  if (single === 'text/event-stream') return method === 'GET' ? 'sse-get' : 'sse-post';
  return method === 'GET' ? 'http-get' : 'http-post';
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

/** The router's end waits for them, as for any other answer. */
async function streamParts(
  { subscriptions }: Engine,
  { response, requestId, gone }: HttpExchange,
  { deferred }: AcceptedAnswers,
  outcome: DeferredAnswer,
): Promise<void> {
  if (!deferred) throw new Error('The pipeline answered in parts a client that does not take them');
  response.setHeader('x-request-id', requestId);
  const { heartbeat } = subscriptions;
  await streamAnswers(response, outcome.rest, {
    format: deferredFormat(deferred, outcome),
    heartbeat,
    gone: gone.toSignal(),
  });
}

async function* only(answer: Answer): AsyncGenerator<Answer, undefined> {
  yield answer;
}

function jsonTypeOf(accepted: AcceptedAnswers | undefined): JsonType {
  return accepted?.single === 'application/graphql-response+json' ? accepted.single : 'application/json';
}

function sendOutcome(exchange: HttpExchange, type: JsonType, outcome: Outcome): void {
  if (outcome.kind === 'subscribed' || outcome.kind === 'deferred')
    throw new Error('A stream was to be answered in JSON');
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
