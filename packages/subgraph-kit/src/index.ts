export { Counter } from 'prom-client';
export { alignToKeys, groupByKeys } from './align-to-keys.js';
export { buildSubgraph, NO_PUB_SUB, type ReferenceResolver, type SubgraphDefinition } from './build-subgraph.js';
export { hasCardNumber, redactCardNumbers } from './card-number.js';
export { type Environment, type Peer, parseEnvironment, readSubgraphConfig, type SubgraphConfig } from './config.js';
export { arrayLiteral, type CopyPlan, type CopyValue, copyRows } from './data/copy-rows.js';
export { decodeCursor, encodeCursor } from './data/cursor.js';
export {
  type Database,
  type Drizzle,
  migrateDatabase,
  openDatabase,
  openPool,
  type Transaction,
} from './data/open-database.js';
export { hashInput, type IdempotentWork, runOnce } from './data/run-once.js';
export { disposeAll } from './dispose-all.js';
export * from './errors.js';
export {
  type AfterCommit,
  type Heard,
  type Listener,
  listenTo,
  type Reception,
  receiveFact,
} from './facts/events-door.js';
export { eventsRoute } from './facts/events-route.js';
export { type JobsOptions, startJobs } from './facts/jobs.js';
export { type AnyTransaction, createOutbox, type Fact, type Outbox } from './facts/outbox.js';
export { failpoint } from './failpoint.js';
export { BodyTooLargeError, readBody } from './http/read-body.js';
export { errorReply, jsonReply, type Reply, type Route } from './http/route.js';
export { createSubgraphServer, type SubgraphServer } from './http/serve-subgraph.js';
export { serviceRoute } from './http/service-route.js';
export { isId, newId, requireId } from './ids.js';
export { connectRedis, type Live, openLive } from './live.js';
export { createLogger, type Logger } from './logger.js';
export {
  allocate,
  allocateChargeable,
  CURRENCIES,
  type Currency,
  formatAmount,
  isChargeable,
  isCurrency,
  minorDigits,
  roundToChargeable,
  share,
} from './money.js';
export type { RequestContext } from './request-context.js';
export { runUntilSignal, type SubgraphApp } from './run-until-signal.js';
export { refuseUnstorableText, requireInteger, requireText } from './text.js';
export { callService, type ServiceCall } from './trust/call-service.js';
export { ROUTER_CONTEXT_HEADER, type RouterContext, signRouterContext } from './trust/router-context.js';
export { CALL_SIGNATURE_HEADER, signCall } from './trust/signed-call.js';
export { GUEST, type Guest, hasRole, type Member, requireMember, requireRole, type Viewer } from './trust/viewer.js';
export { createMetrics, type Metrics } from './watching/metrics.js';
