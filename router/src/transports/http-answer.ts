import type { ServerResponse } from 'node:http';
import type { Abandonment } from '../abandonment.js';
import { clientErrorsOf } from '../errors/client-error.js';
import { type ErrorReason, errorCodes } from '../errors/error-codes.js';
import type { RequestError } from '../errors/request-error.js';
import { JsonBytes } from '../execution/writing/answer-bytes.js';
import type { Answer } from '../pipeline/outcome.js';
import type { JsonType } from './accepted-answers.js';
import { textOf } from './answer-text.js';
import type { ClientRequest } from './client-request.js';
import type { GraphqlPath } from './graphql-path.js';

/** One HTTP request on its way: what every handler needs of it. */
export interface HttpExchange {
  readonly request: ClientRequest;
  readonly response: ServerResponse;
  readonly url: RequestUrl;
  /** Undefined where GraphQL is not answered. */
  readonly path: GraphqlPath | undefined;
  readonly requestId: string;
  /** Aborts when the client closes the connection before it has its answer. */
  readonly gone: Abandonment;
}

/** What of a URL is looked at. */
export type RequestUrl = Pick<URL, 'pathname' | 'searchParams'>;

const CONTENT_TYPES: Readonly<Record<JsonType, string>> = {
  'application/json': 'application/json; charset=utf-8',
  'application/graphql-response+json': 'application/graphql-response+json; charset=utf-8',
};

/** The headers set on the response before go with it; it is not to be stored unless one of them says otherwise. */
export function sendAnswer(
  { response, requestId }: HttpExchange,
  status: number,
  type: JsonType,
  answer: Answer,
): void {
  const body = bodyOf(answer);
  const length = Buffer.byteLength(body);
  // Names and values in turn: what is set header by header is gathered in an object first.
  const head = ['x-request-id', requestId, 'content-type', CONTENT_TYPES[type], 'content-length', String(length)];
  if (!response.hasHeader('cache-control')) head.push('cache-control', 'no-store');
  response.writeHead(status, head);
  // Text of ASCII alone is the same in both, and copied faster as the first.
  if (typeof body === 'string') response.end(body, length === body.length ? 'latin1' : 'utf8');
  else sendBytes(response, body, answer);
}

/** The answer's memory is given back when the socket has taken all of it, and is still there to say so. */
function sendBytes(response: ServerResponse, body: Buffer, { data }: Answer): void {
  const { socket } = response;
  response.end(body, () => {
    if (data instanceof JsonBytes && socket && !socket.destroyed) data.release();
  });
}

/** A text goes out with its head, in one write; joining what is larger would cost more than that saves. */
function bodyOf(answer: Answer): string | Buffer {
  const { errors, data, extensions } = answer;
  if (data instanceof JsonBytes && !errors && !extensions) return data.response;
  return textOf(answer);
}

/** Answers a refusal that no pipeline made: the request did not get that far. */
export function sendRefusal(exchange: HttpExchange, error: RequestError, type: JsonType = 'application/json'): void {
  const answer = { errors: clientErrorsOf(error, exchange.requestId) };
  sendAnswer(exchange, statusOf(error.reason, type), type, answer);
}

/** Under `application/json` a status other than 200 would mean that the answer is not a GraphQL response. */
export function statusOf(reason: ErrorReason, type: JsonType): number {
  const { status, wellFormed } = errorCodes[reason];
  return type === 'application/json' && wellFormed ? 200 : status;
}
