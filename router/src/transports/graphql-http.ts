import type { Engine } from '../engine.js';
import { RequestError } from '../errors/request-error.js';
import { handleOperation } from '../pipeline/index.js';
import type { OperationRequest } from '../pipeline/operation-request.js';
import type { Outcome } from '../pipeline/outcome.js';
import { type AnswerType, type HttpExchange, negotiate, sendAnswer, sendRefusal, statusOf } from './http-answer.js';
import { preventCsrf } from './prevent-csrf.js';
import { readGetParameters, readPostParameters } from './read-http-parameters.js';
import { singleHeader } from './single-header.js';
import { streamEvents } from './stream-events.js';

/** GraphQL over HTTP: POST and GET, answered in JSON or as server-sent events. */
export async function serveGraphqlOverHttp(
  engine: Engine,
  exchange: HttpExchange,
  draining: AbortSignal,
): Promise<void> {
  const type = negotiate(exchange.request.headers.accept);
  try {
    if (!type) throw new RequestError('notAcceptable', 'The answer can be JSON or server-sent events');
    const gone = abortWhenGone(exchange);
    const outcome = await handleOperation(engine, await readRequest(engine, exchange, type, gone));
    if (type === 'text/event-stream') await streamEvents(exchange, outcome, { gone, draining });
    else sendOutcome(exchange, type, outcome);
  } catch (error) {
    if (!(error instanceof RequestError)) throw error;
    sendRefusal(exchange, error, type);
  }
}

async function readRequest(
  engine: Engine,
  { request, url, requestId }: HttpExchange,
  type: AnswerType,
  signal: AbortSignal,
): Promise<OperationRequest> {
  preventCsrf(request, engine.config.authentication?.cookie);
  const isGet = request.method === 'GET';
  const { headers } = request;
  const name = singleHeader(headers['apollographql-client-name']);
  const version = singleHeader(headers['apollographql-client-version']);
  const address = request.socket.remoteAddress;
  return {
    parameters: isGet ? readGetParameters(url) : await readPostParameters(request, engine.config.limits.bodyBytes),
    authorization: headers.authorization,
    cookie: headers.cookie,
    apiKey: singleHeader(headers['x-api-key']),
    client: { ...(name && { name }), ...(version && { version }), ...(address && { address }) },
    requestId,
    transport: `${type === 'text/event-stream' ? 'sse' : 'http'}-${isGet ? 'get' : 'post'}`,
    signal,
  };
}

function sendOutcome(exchange: HttpExchange, type: AnswerType, outcome: Outcome): void {
  if (outcome.kind === 'subscribed') throw new Error('The pipeline let a subscription pass over plain HTTP');
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
