import { Client, type Dispatcher } from 'undici';
import { EventStreamParser } from './event-stream-parser.js';
import type { Upstream, UpstreamLimits, UpstreamListener, UpstreamRequest } from './upstream.js';

const JSON_TYPE = /^application\/(graphql-response\+)?json\b/i;
const EVENT_STREAM = /^text\/event-stream\b/i;

/**
 * Subscribes at a subgraph over server-sent events, with a connection of its own: graphql-sse's distinct connections mode.
 *
 * Source: https://github.com/enisdenjo/graphql-sse/blob/master/PROTOCOL.md#distinct-connections-mode
 */
export function openSseUpstream(
  limits: UpstreamLimits,
  request: UpstreamRequest,
  listener: UpstreamListener,
): Upstream {
  const url = new URL(request.url);
  const { connectTimeoutMs } = limits;
  const client = new Client(url.origin, {
    connect: { timeout: connectTimeoutMs },
    headersTimeout: connectTimeoutMs,
    // Between two events there may be any time; a peer that is gone is found out by TCP's own probes.
    bodyTimeout: 0,
    // The connection is not kept for a next request.
    pipelining: 0,
  });
  const close = () => void client.destroy().catch(() => undefined);
  const once = untilClosed(listener, close);
  stream(client, url, request, once, limits.maxEventBytes).catch((error) => {
    once.onLost(error instanceof StreamError ? error.message : 'the connection was lost', false);
  });
  return { close: once.close };
}

async function stream(
  client: Client,
  { pathname, search }: URL,
  request: UpstreamRequest,
  listener: UpstreamListener,
  maxEventBytes: number,
): Promise<void> {
  const { query, operationName, variables } = request;
  const headers = { ...(await request.headers()), ...request.trace };
  const response = await client.request({
    path: pathname + search,
    method: 'POST',
    headers: { ...headers, 'content-type': 'application/json', accept: 'text/event-stream' },
    body: JSON.stringify({ query, operationName, variables }),
  });
  const { statusCode } = response;
  const type = String(response.headers['content-type'] ?? '');
  if (statusCode === 200 && EVENT_STREAM.test(type)) return readEvents(response, listener, maxEventBytes);
  if (JSON_TYPE.test(type)) return readRefusal(response, listener, maxEventBytes);
  listener.onLost(`it answered ${statusCode} and no event stream`, statusCode < 500 && statusCode !== 429);
}

async function readEvents(
  { body }: Dispatcher.ResponseData,
  listener: UpstreamListener,
  maxEventBytes: number,
): Promise<void> {
  const decoder = new TextDecoder();
  const parser = new EventStreamParser((type, data) => {
    if (type === 'next') listener.onAnswer(data);
    else if (type === 'complete') listener.onComplete();
  });
  for await (const chunk of body) {
    parser.push(decoder.decode(chunk, { stream: true }));
    if (parser.pendingLength > maxEventBytes) throw new StreamError(`an event is larger than ${maxEventBytes} bytes`);
  }
  throw new StreamError('the stream broke off');
}

/** A subgraph may refuse in plain JSON. */
async function readRefusal(
  { statusCode, body }: Dispatcher.ResponseData,
  listener: UpstreamListener,
  maxEventBytes: number,
): Promise<void> {
  let text = '';
  for await (const chunk of body.setEncoding('utf8')) {
    text += chunk;
    if (text.length > maxEventBytes) throw new StreamError(`its answer is larger than ${maxEventBytes} bytes`);
  }
  if (statusCode >= 500) return listener.onLost(`it answered ${statusCode}`, false);
  listener.onAnswer(text);
  listener.onComplete();
}

class StreamError extends Error {
  override readonly name = 'StreamError';
  readonly code = 'EVENT_STREAM_BROKEN';
}

/** The same listener, told nothing once it is closed; its end closes it. */
function untilClosed(listener: UpstreamListener, onClose: () => void): UpstreamListener & Upstream {
  let isClosed = false;
  const close = () => {
    if (isClosed) return;
    isClosed = true;
    onClose();
  };
  const end = (tell: () => void) => {
    if (isClosed) return;
    close();
    tell();
  };
  return {
    close,
    onAnswer: (text) => {
      if (!isClosed) listener.onAnswer(text);
    },
    onComplete: () => end(() => listener.onComplete()),
    onLost: (why, isFinal) => end(() => listener.onLost(why, isFinal)),
  };
}
