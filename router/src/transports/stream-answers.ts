import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import type { Heartbeat } from '../heartbeat.js';

/** How answers that follow one another are written into one HTTP response. */
export interface StreamFormat<T> {
  readonly contentType: string;
  /** Written at once, with the head of the response: the client learns that it is listened to. */
  readonly opening: string;
  /** Absent where the stream ends soon. */
  readonly heartbeat?: string;
  readonly closing: string;
  write(answer: T): string;
}

export interface StreamOptions<T> {
  readonly format: StreamFormat<T>;
  readonly heartbeat: Heartbeat;
  /** Aborts when the client has closed the connection. */
  readonly gone: AbortSignal;
  /** Aborts when the router takes no new work, which ends the answers; absent for those it waits for. */
  readonly draining?: AbortSignal;
}

/** Writes answers as they come, no faster than the client reads, until they end or the router does. */
export async function streamAnswers<T>(
  response: ServerResponse,
  answers: AsyncIterableIterator<T>,
  { format, heartbeat, gone, draining }: StreamOptions<T>,
): Promise<void> {
  response.writeHead(200, {
    'content-type': format.contentType,
    'cache-control': 'no-cache, no-transform',
    // Tells nginx not to gather what should flow.
    'x-accel-buffering': 'no',
  });
  if (format.opening) response.write(format.opening);
  else response.flushHeaders();
  const stopHeartbeat = heartbeat.add(() => {
    if (format.heartbeat && !response.writableNeedDrain) response.write(format.heartbeat);
  });
  const stop = () => void answers.return?.();
  draining?.addEventListener('abort', stop);
  try {
    for await (const answer of answers) await write(response, format.write(answer), gone);
    response.end(format.closing);
  } finally {
    draining?.removeEventListener('abort', stop);
    stopHeartbeat();
  }
}

/** Resolves when the client has room for more, or has gone. */
async function write(response: ServerResponse, text: string, gone: AbortSignal): Promise<void> {
  if (response.write(text) || gone.aborted) return;
  await once(response, 'drain', { signal: gone }).catch((error) => {
    if (!gone.aborted) throw error;
  });
}
