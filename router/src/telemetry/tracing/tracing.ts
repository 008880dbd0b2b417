import { type Attributes, ROOT_CONTEXT, type SpanContext, SpanKind, type Tracer, trace } from '@opentelemetry/api';
import type { BasicTracerProvider } from '@opentelemetry/sdk-trace-base';
import type { Logger } from 'pino';
import type { TracingConfig } from '../../config/tracing-config.js';
import { isRecord, type JsonRecord } from '../../json-record.js';
import type { HttpExchange } from '../../transports/http-answer.js';
import { RequestTrace } from './request-trace.js';
import { readTraceContext } from './trace-context.js';
import { createTracerProvider } from './tracer-provider.js';

/** The name of a span of which nothing is known yet. */
const UNKNOWN_OPERATION = 'GraphQL Operation';
/** What the last spans may take to be exported when the router ends. */
const FLUSH_MS = 3_000;

/**
 * The traces of a router. This module and those it imports are loaded only where something is traced: the SDK takes a quarter
 * of a second to load.
 */
export class Tracing implements AsyncDisposable {
  readonly #provider: BasicTracerProvider;
  readonly #tracer: Tracer;
  readonly #config: TracingConfig;

  constructor(config: TracingConfig, endpoint: string, logger: Logger) {
    this.#config = config;
    this.#provider = createTracerProvider(config, endpoint, logger);
    this.#tracer = this.#provider.getTracer('@souk/router');
  }

  /**
   * A request over HTTP, which ends with its response.
   *
   * Source of the attributes' names: https://opentelemetry.io/docs/specs/semconv/http/http-spans/#http-server-span
   */
  beginHttp({ request, response, url, requestId }: HttpExchange): RequestTrace {
    const { traceparent, tracestate } = request.headers;
    const begun = this.#begin(readTraceContext(traceparent, tracestate), {
      'http.request.method': request.method,
      'http.route': url.pathname,
      'url.path': url.pathname,
      'url.scheme': 'http',
      'request.id': requestId,
    });
    response.once('close', () => begun.end(response.statusCode));
    return begun;
  }

  /**
   * An operation over a WebSocket. Many share the headers of its handshake: it has a `traceparent` of its own in
   * `extensions`.
   *
   * @param payload    of the message that subscribes
   */
  beginMessage({ extensions }: JsonRecord, requestId: string): RequestTrace {
    const { traceparent, tracestate }: JsonRecord = isRecord(extensions) ? extensions : {};
    const attributes = { 'network.protocol.name': 'websocket', 'request.id': requestId };
    return this.#begin(readTraceContext(traceparent, tracestate), attributes);
  }

  /** An event of a subscription: a trace of its own, for the subscription may last for days. */
  beginEvent(subscription: RequestTrace): RequestTrace {
    const span = this.#tracer.startSpan(
      'subscription event',
      { kind: SpanKind.CONSUMER, attributes: { 'graphql.operation.type': 'subscription' }, links: [subscription.link] },
      ROOT_CONTEXT,
    );
    return new RequestTrace(this.#tracer, span);
  }

  /** Exports what has ended, for three seconds at most. */
  async [Symbol.asyncDispose](): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    const tooLate = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, FLUSH_MS);
    });
    // What fails is in the log already.
    await Promise.race([this.#provider.shutdown().catch(() => undefined), tooLate]);
    clearTimeout(timer);
  }

  #begin(client: SpanContext | undefined, attributes: Attributes): RequestTrace {
    const isParent = client && this.#config.clientContext === 'parent';
    const links = client && !isParent ? [{ context: client }] : [];
    const context = isParent ? trace.setSpanContext(ROOT_CONTEXT, client) : ROOT_CONTEXT;
    const span = this.#tracer.startSpan(UNKNOWN_OPERATION, { kind: SpanKind.SERVER, attributes, links }, context);
    return new RequestTrace(this.#tracer, span);
  }
}
