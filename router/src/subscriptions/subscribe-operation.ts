import type { SubscriptionProtocol } from '../config/subscriptions-config.js';
import type { Engine } from '../engine.js';
import { clientErrorsOf } from '../errors/client-error.js';
import type { OperationCall } from '../execution/operation-call.js';
import { subgraphHeaders } from '../execution/subgraph-headers.js';
import type { Answer } from '../pipeline/outcome.js';
import type { PlannedOperation } from '../planning/operation-planner.js';
import type { SubscriptionPlan } from '../planning/plan.js';
import { answerEvent, overflowAnswer, type Subscribed } from './answer-event.js';
import { identityOf, toldToAll } from './identity.js';
import { ReconnectingUpstream } from './reconnecting-upstream.js';
import type { RunningSubscription } from './running-subscription.js';
import { SharedSubscription } from './shared-subscription.js';
import type { UpstreamRequest } from './upstream.js';
import { upstreamOperation } from './upstream-operation.js';

/**
 * Subscribes at the subgraph of the root field, or joins those who have: clients with the same operation, variables and
 * rights share one upstream, and the request id of the first. The stream ends when the subgraph completes, when it fails
 * for good or the client is too slow (after an answer that says so), when the client returns it, and when `call.signal` is
 * aborted.
 */
export function subscribeOperation(
  engine: Engine,
  operation: PlannedOperation,
  plan: SubscriptionPlan,
  call: OperationCall,
): AsyncIterableIterator<Answer> {
  const { subscriptions, metrics } = engine;
  const identity = identityOf(call);
  const start = (forget: () => void) => startShared(engine, { operation, plan, call }, identity, forget);
  const shared = isShareable(engine, operation)
    ? subscriptions.share(plan, `${JSON.stringify(call.coercedVariables)} ${identity}`, start)
    : start(() => undefined);
  const { signal } = call;
  const leave = () => void answers.return();
  const answers = shared.join(() => {
    metrics.activeSubscriptions.dec();
    signal.removeEventListener('abort', leave);
  });
  metrics.activeSubscriptions.inc();
  if (signal.aborted) leave();
  else signal.addEventListener('abort', leave);
  return answers;
}

function isShareable({ config }: Engine, { selection, rootType }: PlannedOperation): boolean {
  const { deduplicate, neverShared } = config.subscriptions;
  const [field] = selection.fieldsOf(rootType);
  return deduplicate && field?.kind === 'data' && !neverShared.includes(field.fieldName);
}

function startShared(engine: Engine, subscribed: Subscribed, identity: string, forget: () => void): SharedSubscription {
  const { config, subscriptions, metrics, logger } = engine;
  const { call, operation, plan } = subscribed;
  const { graph, requestId } = call;
  const { subgraph } = plan.primary;
  graph.hold();
  metrics.activeUpstreams.inc();
  const shared = new SharedSubscription({
    maxQueued: config.limits.queuedEvents,
    open: (listener) =>
      new ReconnectingUpstream({
        open: subscriptions.opener(protocolOf(engine, subgraph)),
        request: upstreamRequest(engine, subscribed, identity),
        policy: config.subscriptions.reconnect,
        listener,
        onRetry: (why, attempt) =>
          logger.warn({ requestId, subgraph, why, attempt }, 'A subscription is to be opened again'),
      }),
    answer: (event, signal) => answerEvent(engine, { ...subscribed, call: { ...call, signal } }, event),
    overflowAnswer: () => overflowAnswer(engine, call),
    onClosed: forget,
    onEnd: () => {
      metrics.activeUpstreams.dec();
      graph.subscriptions.delete(running);
      graph.release();
    },
  });
  const running: RunningSubscription = {
    text: operation.definition.loc?.source.body ?? '',
    end: (why) => shared.end({ errors: clientErrorsOf(why, requestId) }),
  };
  graph.subscriptions.add(running);
  return shared;
}

function protocolOf({ config }: Engine, subgraph: string): SubscriptionProtocol {
  return config.subscriptions.protocol[subgraph] ?? 'graphql-ws';
}

function upstreamRequest(engine: Engine, { call, plan }: Subscribed, identity: string): UpstreamRequest {
  const { primary } = plan;
  return {
    url: call.graph.subgraphs.subscriptionUrl(primary.subgraph, protocolOf(engine, primary.subgraph)),
    // A subgraph that is not told of the viewer may get all viewers' subscriptions through one connection.
    identity: engine.signer ? identity : toldToAll(call),
    ...upstreamOperation(primary, call.variables),
    trace: call.trace?.headers,
    headers: async () => {
      const headers = subgraphHeaders(engine, call);
      return { ...call.graph.subgraphs.headersFor(primary.subgraph, headers, call.headers), ...call.upstreamHeaders };
    },
  };
}
