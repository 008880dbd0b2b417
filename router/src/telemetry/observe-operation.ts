import type { Engine } from '../engine.js';
import type { HookedRequest } from '../hooks/hooked-request.js';
import type { OperationRequest } from '../pipeline/operation-request.js';
import type { Outcome } from '../pipeline/outcome.js';

/** What the pipeline learns of an operation on its way, and who follows it there. */
export interface OperationRecord {
  readonly startedAt: number;
  kind: string;
  name: string | undefined;
  readonly hooks: HookedRequest | undefined;
}

/**
 * Counts an operation and writes its line of the access log: no variables, no tokens, no answer. What changed something, began
 * a subscription or did not go well is told at level `info`; the many queries that went well at `debug`, since metrics and
 * traces know them already.
 */
export function observeOperation(
  { metrics, logger }: Engine,
  request: OperationRequest,
  { startedAt, kind, name }: OperationRecord,
  outcome: Outcome,
): Outcome {
  const durationMs = performance.now() - startedAt;
  const label = labelOf(outcome);
  metrics.operationDuration.of(kind, label).observe(durationMs / 1000);
  const { trace } = request;
  trace?.settle(outcome);
  const level = kind === 'query' && label === 'ok' ? 'debug' : 'info';
  if (!logger.isLevelEnabled(level)) return outcome;
  logger[level](
    {
      requestId: request.requestId,
      ...(trace && { traceId: trace.traceId }),
      transport: request.transport,
      client: request.client,
      operation: kind,
      operationName: name,
      durationMs: Math.round(durationMs * 100) / 100,
      outcome: label,
      ...(outcome.kind === 'refused' && { reason: outcome.reason }),
    },
    'operation',
  );
  return outcome;
}

function labelOf(outcome: Outcome): 'ok' | 'errors' | 'refused' {
  if (outcome.kind === 'refused') return 'refused';
  return outcome.kind !== 'subscribed' && outcome.answer.errors ? 'errors' : 'ok';
}
