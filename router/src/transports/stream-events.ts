import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import type { Answer, Outcome } from '../pipeline/outcome.js';
import type { HttpExchange } from './http-answer.js';

const KEEP_ALIVE_MS = 12_000;

export interface StreamSignals {
  /** Aborts when the client has closed the connection. */
  readonly gone: AbortSignal;
  /** Aborts when the router takes no new work. */
  readonly draining: AbortSignal;
}

/**
 * Answers with server-sent events as graphql-sse's distinct connections mode has them: a `next` for each answer, then
 * `complete`. A refusal is a `next` too, for such clients read nothing else.
 *
 * Source: https://github.com/enisdenjo/graphql-sse/blob/master/PROTOCOL.md#distinct-connections-mode
 */
export async function streamEvents(
  { response }: HttpExchange,
  outcome: Outcome,
  { gone, draining }: StreamSignals,
): Promise<void> {
  response.writeHead(200, {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-cache, no-transform',
    // Tells nginx not to gather what should flow.
    'x-accel-buffering': 'no',
  });
  response.flushHeaders();
  const keepAlive = setInterval(() => response.write(':\n\n'), KEEP_ALIVE_MS);
  const answers = outcome.kind === 'subscribed' ? outcome.answers : only(outcome.answer);
  const stop = () => void answers.return?.();
  draining.addEventListener('abort', stop);
  try {
    for await (const answer of answers) await writeNext(response, answer, gone);
    response.end('event: complete\ndata:\n\n');
  } finally {
    draining.removeEventListener('abort', stop);
    clearInterval(keepAlive);
  }
}

async function* only(answer: Answer): AsyncGenerator<Answer> {
  yield answer;
}

/** Resolves when the client has room for more, or has gone. */
async function writeNext(response: ServerResponse, answer: Answer, gone: AbortSignal): Promise<void> {
  const hasRoom = response.write(`event: next\ndata: ${JSON.stringify(answer)}\n\n`);
  if (hasRoom || gone.aborted) return;
  await once(response, 'drain', { signal: gone }).catch((error) => {
    if (!gone.aborted) throw error;
  });
}
