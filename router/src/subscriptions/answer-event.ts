import type { Engine } from '../engine.js';
import { clientError } from '../errors/client-error.js';
import { executeEvent } from '../execution/execute-operation.js';
import type { OperationCall } from '../execution/operation-call.js';
import type { Answer } from '../pipeline/outcome.js';
import type { PlannedOperation } from '../planning/operation-planner.js';
import type { SubscriptionPlan } from '../planning/plan.js';
import type { UpstreamEvent } from './shared-subscription.js';

/** A subscription as it was planned, and the call that began it. */
export interface Subscribed {
  readonly operation: PlannedOperation;
  readonly plan: SubscriptionPlan;
  readonly call: OperationCall;
}

/**
 * The client's answer to one event: the event is the answer to the plan's first fetch, and the rest of the plan is executed
 * upon it. Without data for an event that says that there will be no further one. Never rejects.
 */
export async function answerEvent(
  engine: Engine,
  { operation, call }: Subscribed,
  event: UpstreamEvent,
): Promise<Answer> {
  const trace = call.trace && engine.tracing?.beginEvent(call.trace);
  try {
    if (!trace) return await executeEvent(engine, operation, call, event);
    const answer = await executeEvent(engine, operation, { ...call, trace }, event);
    trace.settleAnswer(answer);
    return answer;
  } catch (error) {
    const { requestId } = call;
    engine.logger.error({ requestId, err: error }, 'An event broke the router');
    return { errors: [clientError({ reason: 'internal', message: 'Internal server error', requestId })] };
  } finally {
    trace?.end();
  }
}

/** The last answer to a client that more answers wait for than may. */
export function overflowAnswer({ config }: Engine, { requestId }: OperationCall): Answer {
  const message = `The subscription is ended: its client fell more than ${config.limits.queuedEvents} events behind`;
  return { errors: [clientError({ reason: 'limitExceeded', message, requestId })] };
}
