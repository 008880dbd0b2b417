import type { Engine } from '../engine.js';
import { clientError } from '../errors/client-error.js';
import { mergeRootAnswer } from '../execution/execute-fetch.js';
import { answerOf } from '../execution/execute-operation.js';
import { executePlan } from '../execution/execute-plan.js';
import type { OperationCall } from '../execution/operation-call.js';
import { rootPosition } from '../execution/position.js';
import { reportFailure, rootPlaces } from '../execution/report-errors.js';
import { startExecution } from '../execution/start-execution.js';
import { subgraphHeaders } from '../execution/subgraph-headers.js';
import type { Answer } from '../pipeline/outcome.js';
import type { PlannedOperation } from '../planning/operation-planner.js';
import type { SubscriptionPlan } from '../planning/plan.js';
import { AnswerStream } from './answer-stream.js';
import { openUpstream, type UpstreamEvent } from './open-upstream.js';

/**
 * Subscribes at the subgraph of the root field; the rest of the plan is executed for each of its events, one after the
 * other. The stream ends when the subgraph completes, when it fails (after an answer that says so), when the client returns
 * it, and when `call.signal` is aborted; the subgraph's connection is closed with it.
 */
export async function subscribeOperation(
  engine: Engine,
  operation: PlannedOperation,
  plan: SubscriptionPlan,
  call: OperationCall,
): Promise<AsyncIterableIterator<Answer>> {
  const { primary } = plan;
  const { config, metrics } = engine;
  const variables: Record<string, unknown> = {};
  for (const { internal, client } of primary.variables) {
    if (Object.hasOwn(call.variables, client)) variables[internal] = call.variables[client];
  }
  const upstream = openUpstream({
    url: call.graph.subgraphs.webSocketUrl(primary.subgraph),
    query: primary.operation,
    ...(primary.operationName && { operationName: primary.operationName }),
    variables,
    headers: await subgraphHeaders(engine, call),
    connectTimeoutMs: config.deadlines.subgraphMs,
    maxEventBytes: config.subgraphResponseBytes,
    maxQueuedEvents: config.limits.queuedEvents,
  });
  call.graph.hold();
  metrics.activeSubscriptions.inc();
  return new AnswerStream({
    events: upstream,
    signal: call.signal,
    answer: (event, signal) =>
      answerEvent(engine, operation, plan, { ...call, signal }, event).catch((error) => answerBug(engine, call, error)),
    onEnd: () => {
      metrics.activeSubscriptions.dec();
      call.graph.release();
    },
  });
}

async function answerEvent(
  engine: Engine,
  operation: PlannedOperation,
  { primary, rest }: SubscriptionPlan,
  call: OperationCall,
  event: UpstreamEvent,
): Promise<Answer> {
  using execution = startExecution(engine, operation, call);
  const root = [rootPosition(execution.data)];
  if (event.kind === 'failed') {
    reportFailure(execution, primary, rootPlaces(primary, root), event.why);
    return { errors: execution.errors };
  }
  mergeRootAnswer(execution, primary, root, event.answer);
  if (event.kind === 'refused') return { errors: execution.errors };
  if (rest) await executePlan(execution, rest, root);
  return answerOf(engine, operation, call, execution);
}

function answerBug({ logger }: Engine, { requestId }: OperationCall, error: unknown): Answer {
  logger.error({ requestId, err: error }, 'An event broke the router');
  return { errors: [clientError({ reason: 'internal', message: 'Internal server error', requestId })] };
}
