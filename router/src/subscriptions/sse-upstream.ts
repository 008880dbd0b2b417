import { Agent, type Dispatcher } from 'undici';
import { EventStreamParser } from './event-stream-parser.js';
import type { Upstream, UpstreamLimits, UpstreamListener, UpstreamRequest } from './upstream.js';

const JSON_TYPE = /^application\/(graphql-response\+)?json\b/i;
const EVENT_STREAM = /^text\/event-stream\b/i;

/**
 * Subscribes at subgraphs over server-sent events, a connection for each: graphql-sse's distinct connections mode.
 *
 * Source: https://github.com/enisdenjo/graphql-sse/blob/master/PROTOCOL.md#distinct-connections-mode
 */
export class SseUpstreams {
  readonly #limits: UpstreamLimits;
  readonly #agent: Agent;

  constructor(limits: UpstreamLimits) {
    this.#limits = limits;
    // Between two events there may be any time; a peer that is gone is found out by TCP's own probes.
    this.#agent = new Agent({
      connect: { timeout: limits.connectTimeoutMs },
      headersTimeout: limits.connectTimeoutMs,
      bodyTimeout: 0,
    });
  }

  /** An `OpenUpstream`. */
  open(request: UpstreamRequest, listener: UpstreamListener): Upstream {
    const abort = new AbortController();
    const once = untilAborted(listener, abort);
    this.#stream(request, once, abort.signal).catch((error) => {
      once.onLost(error instanceof StreamError ? error.message : 'the connection was lost', false);
    });
    return { close: () => abort.abort() };
  }

  async #stream(request: UpstreamRequest, listener: UpstreamListener, signal: AbortSignal): Promise<void> {
    const { query, operationName, variables } = request;
    const headers = await request.headers();
    const response = await this.#agent.request({
      origin: new URL(request.url).origin,
      path: pathOf(request.url),
      method: 'POST',
      headers: { ...headers, 'content-type': 'application/json', accept: 'text/event-stream' },
      body: JSON.stringify({ query, operationName, variables }),
      signal,
    });
    const type = String(response.headers['content-type'] ?? '');
    if (response.statusCode === 200 && EVENT_STREAM.test(type)) return this.#readEvents(response, listener);
    if (JSON_TYPE.test(type)) return this.#readRefusal(response, listener);
    response.body.destroy();
    const isFinal = response.statusCode < 500 && response.statusCode !== 429;
    listener.onLost(`it answered ${response.statusCode} and no event stream`, isFinal);
  }

  async #readEvents({ body }: Dispatcher.ResponseData, listener: UpstreamListener): Promise<void> {
    const { maxEventBytes } = this.#limits;
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
  async #readRefusal({ statusCode, body }: Dispatcher.ResponseData, listener: UpstreamListener): Promise<void> {
    const { maxEventBytes } = this.#limits;
    let text = '';
    for await (const chunk of body.setEncoding('utf8')) {
      text += chunk;
      if (text.length > maxEventBytes) throw new StreamError(`its answer is larger than ${maxEventBytes} bytes`);
    }
    if (statusCode >= 500) return listener.onLost(`it answered ${statusCode}`, false);
    listener.onAnswer(text);
    listener.onComplete();
  }

  /** Breaks off what is still open. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.#agent.destroy();
  }
}

class StreamError extends Error {
  override readonly name = 'StreamError';
  readonly code = 'EVENT_STREAM_BROKEN';
}

function pathOf(url: string): string {
  const { pathname, search } = new URL(url);
  return pathname + search;
}

/** The same listener, told nothing behind its end; its end breaks off the request. */
function untilAborted(listener: UpstreamListener, abort: AbortController): UpstreamListener {
  const end = (tell: () => void) => {
    if (abort.signal.aborted) return;
    abort.abort();
    tell();
  };
  return {
    onAnswer: (text) => {
      if (!abort.signal.aborted) listener.onAnswer(text);
    },
    onComplete: () => end(() => listener.onComplete()),
    onLost: (why, isFinal) => end(() => listener.onLost(why, isFinal)),
  };
}
