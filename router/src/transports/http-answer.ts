import type { IncomingMessage, ServerResponse } from 'node:http';
import { clientErrorsOf } from '../errors/client-error.js';
import { type ErrorReason, errorCodes } from '../errors/error-codes.js';
import type { RequestError } from '../errors/request-error.js';
import type { Answer } from '../pipeline/outcome.js';

export type AnswerType = 'application/graphql-response+json' | 'application/json' | 'text/event-stream';

/** One HTTP request on its way: what every handler needs of it. */
export interface HttpExchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly url: URL;
  readonly requestId: string;
}

/**
 * The type of answer the client likes best, JSON when it does not say; undefined when it takes none that we have.
 *
 * Source: https://graphql.github.io/graphql-over-http/draft/#sec-Accept
 */
export function negotiate(accept: string | undefined): AnswerType | undefined {
  if (!accept?.trim()) return 'application/json';
  const [best] = accept
    .split(',')
    .map(parseRange)
    .filter(({ quality, type }) => quality > 0 && type !== undefined)
    .sort((one, other) => other.quality - one.quality);
  return best?.type;
}

function parseRange(range: string): { type: AnswerType | undefined; quality: number } {
  const [name = '', ...parameters] = range.split(';').map((part) => part.trim().toLowerCase());
  const quality = Number(parameters.find((parameter) => parameter.startsWith('q='))?.slice(2) ?? 1);
  return { type: answerTypeOf(name), quality: Number.isFinite(quality) ? quality : 0 };
}

function answerTypeOf(name: string): AnswerType | undefined {
  switch (name) {
    case 'application/graphql-response+json':
    case 'text/event-stream':
      return name;
    case 'application/json':
    case 'application/*':
    case '*/*':
      return 'application/json';
    default:
      return undefined;
  }
}

export function sendAnswer({ response }: HttpExchange, status: number, type: AnswerType, answer: Answer): void {
  const body = Buffer.from(JSON.stringify(answer));
  response.writeHead(status, {
    'content-type': `${type}; charset=utf-8`,
    'content-length': body.length,
    'cache-control': 'no-store',
  });
  response.end(body);
}

/** Answers a refusal that no pipeline made: the request did not get that far. */
export function sendRefusal(exchange: HttpExchange, error: RequestError, type: AnswerType | undefined): void {
  const jsonType = type === undefined || type === 'text/event-stream' ? 'application/json' : type;
  const answer = { errors: clientErrorsOf(error, exchange.requestId) };
  sendAnswer(exchange, statusOf(error.reason, jsonType), jsonType, answer);
}

/** Under `application/json` a status other than 200 would mean that the answer is not a GraphQL response. */
export function statusOf(reason: ErrorReason, type: AnswerType): number {
  const { status, wellFormed } = errorCodes[reason];
  return type === 'application/json' && wellFormed ? 200 : status;
}
