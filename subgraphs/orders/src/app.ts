import { orderStandingsRequest, subscribersOf } from '@souk/events';
import {
  Counter,
  createLogger,
  createMetrics,
  createOutbox,
  createSubgraphServer,
  disposeAll,
  eventsRoute,
  openLive,
  type SubgraphApp,
  serviceRoute,
  startJobs,
} from '@souk/subgraph-kit';
import { z } from 'zod';
import type { OrdersConfig } from './config.js';
import type { OrdersContext } from './context.js';
import { openMailbox, openOrdersDatabase } from './data/database.js';
import { ISSUE_DOCUMENTS } from './data/document.queue.js';
import { SETTLE_EXCHANGE } from './data/exchange.repository.js';
import { forgetOldAttempts } from './data/lookup-attempts.repository.js';
import { createOrdersLoaders } from './data/order.loaders.js';
import { findStandings } from './data/order-standing.repository.js';
import { SETTLE_PAYMENT } from './data/settlement.queue.js';
import { ACT_ON_STRIPE_EVENT, forgetOldEvents } from './data/stripe-event.repository.js';
import { signPath } from './domain/signed-link.js';
import { createCheckout } from './gateways/checkout.js';
import { createStripe } from './gateways/stripe-client.js';
import { createStripeGateway } from './gateways/stripe-gateway.js';
import { buildOrdersSchema } from './graphql/schema.js';
import { documentsRoute, packingSlipsRoute } from './http/documents.route.js';
import { stripeWebhookRoute } from './http/stripe-webhook.route.js';
import { createListeners } from './listeners/index.js';
import { CheckoutGate } from './use-cases/checkout-gate.js';
import type { OrdersDependencies } from './use-cases/dependencies.js';
import { issueDocuments } from './use-cases/issue-documents.js';
import { paymentNews } from './use-cases/payment-news.js';
import { actOnStripeEvent, noteStripeEvent } from './use-cases/receive-stripe-event.js';
import { reconcilePayments } from './use-cases/reconcile-payments.js';
import { settleExchange } from './use-cases/settle-exchange.js';
import { recheckPayment } from './use-cases/settle-payment.js';

const FORGET_ATTEMPTS = 'forget-lookup-attempts';
const FORGET_STRIPE_EVENTS = 'forget-stripe-events';
const RECONCILE_PAYMENTS = 'reconcile-payments';

const ofOrder = z.object({ orderId: z.uuid() });

export interface OrdersOverrides {
  readonly clock?: () => Date;
}

/** Opens everything that orders needs; `listen` takes requests. What was opened is closed again when a part fails. */
export async function createOrdersApp(config: OrdersConfig, overrides: OrdersOverrides = {}): Promise<SubgraphApp> {
  const opened: AsyncDisposable[] = [];
  const open = <Resource extends AsyncDisposable>(resource: Resource): Resource => {
    opened.unshift(resource);
    return resource;
  };
  try {
    return await wire(config, overrides, open, opened);
  } catch (error) {
    await disposeAll(opened);
    throw error;
  }
}

async function wire(
  config: OrdersConfig,
  { clock = () => new Date() }: OrdersOverrides,
  open: <Resource extends AsyncDisposable>(resource: Resource) => Resource,
  /** last opened first */
  opened: readonly AsyncDisposable[],
): Promise<SubgraphApp> {
  const { name } = config;
  const logger = createLogger({ name, level: config.logLevel });
  const metrics = createMetrics(name);
  const database = open(await openOrdersDatabase(config));
  const live = open(openLive(config.redisUrl, (err) => logger.error({ err }, 'redis')));
  const stripe = createStripe(config);
  const repaired = new Counter({
    name: 'payments_repaired_total',
    help: 'Orders put right because Stripe was asked: a webhook was missed.',
    labelNames: ['by'],
    registers: [metrics.registry],
  });
  const app: OrdersDependencies = {
    config,
    database,
    mailbox: open(openMailbox(config)),
    live,
    logger,
    clock,
    documentUrl: (path) =>
      `${config.publicUrl ?? server.url}${signPath(path, { now: clock(), key: config.serviceSigningKey })}`,
    outbox: createOutbox(subscribersOf),
    checkout: createCheckout(config),
    checkoutGate: new CheckoutGate(),
    payments: createStripeGateway(stripe, clock),
    onRepair: (by) => repaired.inc({ by }),
  };
  const schema = await buildOrdersSchema(live.pubSub);
  open(
    await startJobs({
      config,
      logger,
      tasks: {
        [SETTLE_PAYMENT]: (payload) => recheckPayment(app, ofOrder.parse(payload).orderId),
        [RECONCILE_PAYMENTS]: () => reconcilePayments(app),
        [ACT_ON_STRIPE_EVENT]: (payload) => actOnStripeEvent(app, paymentNews.parse(payload)),
        [ISSUE_DOCUMENTS]: (payload) => issueDocuments(app, ofOrder.parse(payload).orderId),
        [SETTLE_EXCHANGE]: (payload) => settleExchange(app, ofOrder.parse(payload).orderId),
        [FORGET_ATTEMPTS]: () => forgetOldAttempts(database.db),
        [FORGET_STRIPE_EVENTS]: () => forgetOldEvents(database.db),
      },
      crontab: crontabOf(config),
    }),
  );
  const server = open(
    await createSubgraphServer<OrdersContext>({
      config,
      schema,
      logger,
      metrics,
      contextFor: (request) => ({ ...request, app, loaders: createOrdersLoaders(database.db) }),
      routes: [
        eventsRoute({ config, db: database.db, listeners: createListeners(app), metrics }),
        serviceRoute(config, '/service/order-standings', orderStandingsRequest, async ({ orderIds }) => ({
          orders: await findStandings(database.db, orderIds),
        })),
        documentsRoute(app),
        packingSlipsRoute(app),
        stripeWebhookRoute({
          stripe,
          webhookSecret: config.stripe.webhookSecret,
          logger,
          note: (news) => noteStripeEvent(app, news),
        }),
      ],
      checks: { postgres: () => database.ping(), redis: () => live.ping() },
    }),
  );
  return {
    name,
    listen: () => server.listen(),
    get url() {
      return server.url;
    },
    statementCount: () => database.statementCount(),
    [Symbol.asyncDispose]: () => disposeAll(opened),
  };
}

function crontabOf({ paymentReconcileMinutes: minutes }: OrdersConfig): string {
  const lines = [`17 * * * * ${FORGET_ATTEMPTS}`, `41 3 * * * ${FORGET_STRIPE_EVENTS}`];
  if (minutes > 0) lines.push(`*/${minutes} * * * * ${RECONCILE_PAYMENTS} ?jobKey=${RECONCILE_PAYMENTS}`);
  return lines.join('\n');
}
