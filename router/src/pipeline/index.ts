import type { Engine } from '../engine.js';
import { clientErrorsOf } from '../errors/client-error.js';
import { RequestError } from '../errors/request-error.js';
import { introspect } from '../execution/introspection/introspect.js';
import type { Graph } from '../graph.js';
import { ClientHeaders } from '../subgraphs/client-headers.js';
import { subscribeOperation } from '../subscriptions/subscribe-operation.js';
import { headersByHooks } from '../subscriptions/upstream-operation.js';
import { type OperationRecord, observeOperation } from '../telemetry/observe-operation.js';
import { observeParts } from '../telemetry/observe-parts.js';
import { answerInParts } from './answer-in-parts.js';
import { answerOperation } from './answer-operation.js';
import { coerceVariables } from './coerce-variables.js';
import { findDocumentText } from './find-document-text.js';
import { limitVariables } from './limit-variables.js';
import type { OperationRequest } from './operation-request.js';
import type { Outcome } from './outcome.js';
import { readParameters } from './read-parameters.js';
import { allowOverTransport, selectOperation } from './select-operation.js';
import { singleSubscription } from './single-subscription.js';

/**
 * Answers one GraphQL request, whatever transport brought it: every limit and every permission is decided here. Never
 * throws; what is refused or broken is an outcome.
 */
export async function handleOperation(engine: Engine, request: OperationRequest): Promise<Outcome> {
  const record: OperationRecord = {
    startedAt: performance.now(),
    kind: 'unknown',
    name: undefined,
    hooks: engine.hooks?.begin(request),
  };
  const { graph } = engine;
  graph.hold();
  let outcome: Outcome;
  try {
    outcome = await runPipeline(engine, graph, request, record);
  } catch (error) {
    outcome = refuse(engine, request, error);
  }
  graph.release();
  if (record.hooks) {
    const orRefuse = (error: unknown) => refuse(engine, request, error);
    outcome = await record.hooks.onResponse(outcome, record.startedAt).catch(orRefuse);
  }
  if (outcome.kind === 'deferred') return observeParts(engine, request, record, outcome);
  return observeOperation(engine, request, record, outcome);
}

/** What happens to a request, in order. */
async function runPipeline(
  engine: Engine,
  whole: Graph,
  request: OperationRequest,
  record: OperationRecord,
): Promise<Outcome> {
  const { requestId, client, signal, trace } = request;
  const { hooks } = record;
  const early = hooks && (await hooks.onRequest());
  if (early) return { kind: 'answered', answer: early };

  const parameters = readParameters(request.parameters);
  let headers = engine.rateLimits && (await engine.rateLimits.admitAddress(client.address));
  const known = engine.authenticate(request);
  // What is there is not waited for: each time would cost a turn of the queue.
  const viewer = known instanceof Promise ? await known : known;
  const partner = engine.registered?.partnerOf(request.apiKey);
  const graph = graphFor(whole, partner?.contract ?? request.contract);
  const subject = { viewer, partner, address: client.address };
  headers = engine.rateLimits && (await engine.rateLimits.admitSender(subject, headers));
  const found = findDocumentText(parameters, engine, engine.registered?.listFor(partner));
  const text = found instanceof Promise ? await found : found;
  const parsed = graph.documents.parse(text, trace);
  const document = parsed instanceof Promise ? await parsed : parsed;
  const { apiSchema } = graph.supergraph;
  const operation = selectOperation(document, parameters.operationName, apiSchema);
  record.kind = operation.operation;
  record.name = operation.name?.value;
  trace?.identify(operation.operation, record.name);
  allowOverTransport(operation, request);
  headers = engine.rateLimits && (await engine.rateLimits.admitOperation(subject, operation, headers));
  const { variables } = parameters;
  limitVariables(variables, engine.config.limits);
  const coercedVariables = coerceVariables(apiSchema, operation, variables);
  const demanded = { operation, fragments: document.fragments, variables: coercedVariables, viewer, partner };
  const cost = graph.costs && engine.demand?.admit({ costs: graph.costs, ...demanded });
  const facts = { requestId, viewer, client, operationName: record.name };
  const denied =
    graph.access &&
    (await engine.authorize(graph.access, { ...facts, document, operation, variables: coercedVariables }));
  trace?.enter('graphql.plan');
  const plan = graph.planner.plan(document, operation, coercedVariables, denied, request.delivery);
  const planned = plan instanceof Promise ? await plan : plan;
  trace?.leave();
  const instead = hooks && (await hooks.onPlan(document, planned, viewer));
  if (instead) return { kind: 'answered', answer: instead, ...(headers && { headers }) };
  if (text.isToBeRemembered) await engine.persistedQueries.remember(text.hash, text.text);
  engine.usage?.record(apiSchema, document, operation, client);

  const asked = introspect(planned, { graph, coercedVariables }, engine.config.limits);
  const introspected = asked && (await asked);

  const clientHeaders = new ClientHeaders(request.headers);
  const call = {
    graph,
    requestId,
    viewer,
    client,
    headers: clientHeaders,
    hooks,
    variables,
    coercedVariables,
    introspected,
    signal,
    trace,
  };
  if (planned.isDeferred) {
    return { ...(await answerInParts(engine, planned, call, cost)), ...clientHeaders.seal(headers) };
  }
  if (operation.operation !== 'subscription') {
    trace?.enter('graphql.execute');
    // An id and variables in an address are all of a request, and rates are counted for each.
    const isAddressed = request.transport === 'http-get' && !parameters.query && headers === undefined;
    const allowed = viewer || partner ? 'client' : 'everybody';
    const keepers = isAddressed ? allowed : 'nobody';
    const answer = await answerOperation(engine, planned, call, { document, denied, keepers });
    trace?.leave();
    const settled = cost ? engine.demand?.settle(cost, operation.operation, answer) : undefined;
    return { kind: 'answered', answer: settled ?? answer, ...clientHeaders.seal(headers) };
  }
  const subscription = singleSubscription(planned);
  const upstreamHeaders = await headersByHooks(engine, subscription.primary, call);
  const answers = subscribeOperation(engine, planned, subscription, { ...call, upstreamHeaders });
  return {
    kind: 'subscribed',
    answers: engine.endWithToken(answers, viewer, requestId),
    ...clientHeaders.seal(headers),
  };
}

/** A partner's contract is its own, whatever path it asks at. */
function graphFor(whole: Graph, contract: string | undefined): Graph {
  if (contract === undefined) return whole;
  const graph = whole.contracts.get(contract);
  if (!graph) throw new RequestError('notFound', `There is no contract "${contract}"`);
  return graph;
}

function refuse({ logger, metrics }: Engine, { requestId }: OperationRequest, error: unknown): Outcome {
  if (!(error instanceof RequestError)) logger.error({ requestId, err: error }, 'The request broke the router');
  const refusal = error instanceof RequestError ? error : new RequestError('internal', 'Internal server error');
  const { reason, headers } = refusal;
  metrics.countRefusal(reason);
  return {
    kind: 'refused',
    reason,
    answer: { errors: clientErrorsOf(refusal, requestId) },
    ...(headers && { headers }),
  };
}
