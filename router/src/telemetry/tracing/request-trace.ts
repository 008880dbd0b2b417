import {
  type Context,
  type Link,
  ROOT_CONTEXT,
  type Span,
  SpanKind,
  SpanStatusCode,
  type Tracer,
  trace,
} from '@opentelemetry/api';
import { errorCodes } from '../../errors/error-codes.js';
import type { Answer, Outcome } from '../../pipeline/outcome.js';
import { FetchTrace } from './fetch-trace.js';
import { type TraceHeaders, writeTraceContext } from './trace-context.js';

/** What a request goes through, one after the other. */
export type TracedStep = 'graphql.parse' | 'graphql.validate' | 'graphql.plan' | 'graphql.execute' | 'graphql.deferred';

export interface TracedFetch {
  readonly subgraph: string;
  readonly url: URL;
  readonly kind: 'query' | 'mutation';
  readonly operationName: string | undefined;
  /** How many of the plan's fetches it carries. */
  readonly fetchCount: number;
}

/**
 * The trace of one GraphQL request, or of one event of a subscription: a span for the whole, below it one for each step,
 * and one for each request to a subgraph below the step that sends it. Texts of operations, variables, tokens and
 * messages of errors are not in it.
 *
 * Source of the names: https://opentelemetry.io/docs/specs/semconv/graphql/graphql-spans/
 */
export class RequestTrace implements Disposable {
  readonly #tracer: Tracer;
  readonly #span: Span;
  readonly #context: Context;
  #step: Span | undefined;

  constructor(tracer: Tracer, span: Span) {
    this.#tracer = tracer;
    this.#span = span;
    this.#context = trace.setSpan(ROOT_CONTEXT, span);
  }

  /** 32 hexadecimal digits; of a trace that is not sampled too. */
  get traceId(): string {
    return this.#span.spanContext().traceId;
  }

  /** By which whatever is not a request to a subgraph goes on with this trace. */
  get headers(): TraceHeaders {
    return writeTraceContext(this.#span.spanContext());
  }

  /** For traces that were caused by this one, and are not part of it. */
  get link(): Link {
    return { context: this.#span.spanContext() };
  }

  /** What is asked for, as soon as it is known. */
  identify(kind: 'query' | 'mutation' | 'subscription', name: string | undefined): void {
    this.#span.updateName(kind);
    this.#span.setAttribute('graphql.operation.type', kind);
    if (name !== undefined) this.#span.setAttribute('graphql.operation.name', name);
  }

  /** The step before has ended, if `leave` has not said so. */
  enter(step: TracedStep): void {
    this.leave();
    if (this.#span.isRecording()) this.#step = this.#tracer.startSpan(step, {}, this.#context);
  }

  leave(): void {
    this.#step?.end();
    this.#step = undefined;
  }

  fetch({ subgraph, url, kind, operationName, fetchCount }: TracedFetch): FetchTrace {
    // One that is not sampled has no spans below it.
    if (!this.#span.isRecording()) return new FetchTrace(this.#span);
    const context = this.#step ? trace.setSpan(ROOT_CONTEXT, this.#step) : this.#context;
    const attributes = {
      'subgraph.name': subgraph,
      'subgraph.request.fetches': fetchCount,
      'graphql.operation.type': kind,
      ...(operationName && { 'graphql.operation.name': operationName }),
      'http.request.method': 'POST',
      'server.address': url.hostname,
      'server.port': portOf(url),
    };
    return new FetchTrace(this.#tracer.startSpan(`fetch ${subgraph}`, { kind: SpanKind.CLIENT, attributes }, context));
  }

  /**
   * What became of it. A refusal is the client's mistake unless its status says otherwise, and no error of the router's. With a
   * subscription the trace ends: each event has one of its own.
   */
  settle(outcome: Outcome): void {
    switch (outcome.kind) {
      case 'refused': {
        const { code, status } = errorCodes[outcome.reason];
        this.#step?.setStatus({ code: SpanStatusCode.ERROR });
        this.#span.setAttribute('error.type', code);
        if (status >= 500) this.#span.setStatus({ code: SpanStatusCode.ERROR });
        break;
      }
      case 'answered':
      case 'deferred':
        this.leave();
        this.settleAnswer(outcome.answer);
        break;
      case 'subscribed':
        this.end();
    }
  }

  settleAnswer({ errors }: Answer): void {
    const [first] = errors ?? [];
    if (!errors || !first) return;
    this.#span.setAttribute('graphql.response.errors', errors.length);
    this.#span.setAttribute('error.type', String(first.extensions.code));
    this.#span.setStatus({ code: SpanStatusCode.ERROR });
  }

  /** @param httpStatus    of the response, when there is one */
  end(httpStatus?: number): void {
    if (!this.#span.isRecording()) return;
    this.leave();
    if (httpStatus !== undefined) this.#span.setAttribute('http.response.status_code', httpStatus);
    if (httpStatus !== undefined && httpStatus >= 500) this.#span.setStatus({ code: SpanStatusCode.ERROR });
    this.#span.end();
  }

  [Symbol.dispose](): void {
    this.end();
  }
}

function portOf({ port, protocol }: URL): number {
  if (port) return Number(port);
  return protocol === 'https:' ? 443 : 80;
}
