import { createTraceState, isSpanContextValid, type SpanContext, TraceFlags } from '@opentelemetry/api';

/** Version, trace, parent, flags; of versions to come more may follow. */
const TRACEPARENT = /^([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(-.*)?$/;
const NO_VERSION = 'ff';

/** The headers by which a trace goes on elsewhere; names in lower case. */
export interface TraceHeaders extends Readonly<Record<string, string>> {
  readonly traceparent: string;
}

/**
 * @returns undefined when there is no `traceparent`, or none that is valid: a trace begins anew. A `tracestate` that is not
 * valid is left out.
 * Source: https://www.w3.org/TR/trace-context/#traceparent-header
 */
export function readTraceContext(traceparent: unknown, tracestate: unknown): SpanContext | undefined {
  if (typeof traceparent !== 'string') return undefined;
  const [, version, traceId = '', spanId = '', flags = '', rest] = TRACEPARENT.exec(traceparent) ?? [];
  if (version === undefined || version === NO_VERSION || (version === '00' && rest !== undefined)) return undefined;
  const traceFlags = Number.parseInt(flags, 16) & TraceFlags.SAMPLED;
  const context = { traceId, spanId, traceFlags, isRemote: true };
  if (!isSpanContextValid(context)) return undefined;
  return typeof tracestate === 'string' ? { ...context, traceState: createTraceState(tracestate) } : context;
}

/** The same context for whom is asked next. */
export function writeTraceContext({ traceId, spanId, traceFlags, traceState }: SpanContext): TraceHeaders {
  const flags = traceFlags.toString(16).padStart(2, '0');
  const tracestate = traceState?.serialize();
  return { traceparent: `00-${traceId}-${spanId}-${flags}`, ...(tracestate && { tracestate }) };
}
