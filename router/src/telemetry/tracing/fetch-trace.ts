import { type Span, SpanStatusCode } from '@opentelemetry/api';
import { SubgraphFailure } from '../../subgraphs/subgraph-failure.js';
import { type TraceHeaders, writeTraceContext } from './trace-context.js';

/**
 * One request to a subgraph in a trace, its attempts and its waiting included.
 *
 * Source of the attributes' names: https://opentelemetry.io/docs/specs/semconv/http/http-spans/#http-client-span
 */
export class FetchTrace {
  /** For the subgraph. */
  readonly headers: TraceHeaders;
  readonly #span: Span;
  #resendCount = 0;

  constructor(span: Span) {
    this.#span = span;
    this.headers = writeTraceContext(span.spanContext());
  }

  /** It is sent again. */
  countResend(): void {
    this.#resendCount++;
    this.#span.setAttribute('http.request.resend_count', this.#resendCount);
  }

  /** An equal request that was under way is waited for in its place; the subgraph sees the trace of that one. */
  noteShared(): void {
    this.#span.setAttribute('subgraph.request.shared', true);
  }

  /** Ends with the answer, or with its failure. @returns the answer */
  follow<T extends { readonly status: number }>(response: Promise<T>): Promise<T> {
    return response.then(
      (arrived) => {
        this.#span.setAttribute('http.response.status_code', arrived.status);
        if (arrived.status >= 400) this.#fail(String(arrived.status));
        this.#span.end();
        return arrived;
      },
      (error) => {
        this.#fail(error instanceof SubgraphFailure ? error.kind : '_OTHER');
        this.#span.end();
        throw error;
      },
    );
  }

  #fail(errorType: string): void {
    this.#span.setAttribute('error.type', errorType);
    this.#span.setStatus({ code: SpanStatusCode.ERROR });
  }
}
