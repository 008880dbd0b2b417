import { subscribersOf } from '@souk/events';
import {
  Counter,
  createLogger,
  createMetrics,
  createOutbox,
  createSubgraphServer,
  disposeAll,
  eventsRoute,
  type SubgraphApp,
  startJobs,
} from '@souk/subgraph-kit';
import { z } from 'zod';
import type { UsersConfig } from './config.js';
import type { UsersContext, UsersDependencies } from './context.js';
import { openUsersDatabase } from './data/database.js';
import { SEND_DELIVERY } from './data/delivery.queue.js';
import { createUsersLoaders } from './data/user.loaders.js';
import { createSenders } from './gateways/senders.js';
import { buildUsersSchema } from './graphql/schema.js';
import { inboxRoute } from './http/inbox.route.js';
import { jwksRoute } from './http/jwks.route.js';
import { unsubscribeRoutes } from './http/unsubscribe.route.js';
import { createListeners } from './listeners/index.js';
import { createAccessTokens } from './use-cases/access-tokens.js';
import { forgetDeliveries } from './use-cases/forget-deliveries.js';
import { forgetFailedLogins } from './use-cases/forget-failed-logins.js';
import { sendDelivery, sweepDeliveries } from './use-cases/send-delivery.js';
import type { Senders } from './use-cases/sender.js';

/** What a test may replace. */
export interface UsersOverrides {
  readonly now?: () => Date;
  readonly senders?: Senders;
  /** empty: nothing happens by the clock */
  readonly crontab?: string;
}

const CRONTAB = ['7 * * * * forget-failed-logins', '* * * * * sweep-deliveries', '41 3 * * * forget-deliveries'].join(
  '\n',
);

const delivery = z.object({ deliveryId: z.uuid() });

export async function createUsersApp(config: UsersConfig, overrides: UsersOverrides = {}): Promise<SubgraphApp> {
  const logger = createLogger({ name: 'users', level: config.logLevel });
  const metrics = createMetrics('users');
  const now = overrides.now ?? (() => new Date());
  const accessTokens = await createAccessTokens({
    privateKey: config.jwtPrivateKey,
    issuer: config.jwtIssuer,
    audience: config.jwtAudience,
    ttlSeconds: config.accessTokenTtlSeconds,
  });
  const opened: AsyncDisposable[] = [];
  try {
    const database = await openUsersDatabase({ url: config.databaseUrl, poolSize: config.databasePoolSize });
    opened.unshift(database);
    const app: UsersDependencies = {
      config,
      database,
      accessTokens,
      outbox: createOutbox(subscribersOf),
      senders: overrides.senders ?? (await createSenders(config)),
      logger,
      deliveriesCounter: new Counter({
        name: 'deliveries_total',
        help: 'Attempts to send a message, by what became of them.',
        labelNames: ['channel', 'outcome'],
        registers: [metrics.registry],
      }),
      now,
    };
    const jobs = await startJobs({
      config,
      logger,
      tasks: {
        'forget-failed-logins': () => forgetFailedLogins(app),
        'sweep-deliveries': () => sweepDeliveries(app),
        'forget-deliveries': () => forgetDeliveries(app),
        [SEND_DELIVERY]: (payload) => sendDelivery(app, delivery.parse(payload).deliveryId),
      },
      crontab: overrides.crontab ?? CRONTAB,
    });
    opened.unshift(jobs);
    if (config.isProduction && !config.mail) logger.warn('SMTP_URL is not set: mails are written and not sent');
    const server = await createSubgraphServer<UsersContext>({
      config,
      logger,
      metrics,
      schema: await buildUsersSchema(),
      contextFor: (request) => ({ ...request, app, loaders: createUsersLoaders(database.db, now) }),
      routes: [
        jwksRoute(app),
        ...unsubscribeRoutes(app),
        eventsRoute({ config, db: database.db, listeners: createListeners(app), metrics }),
        ...(config.isProduction ? [] : [inboxRoute(app)]),
      ],
      checks: { postgres: () => database.ping() },
    });
    opened.unshift(server);
    return {
      name: config.name,
      listen: () => server.listen(),
      get url() {
        return server.url;
      },
      statementCount: () => database.statementCount(),
      [Symbol.asyncDispose]: () => disposeAll(opened),
    };
  } catch (error) {
    await disposeAll(opened);
    throw error;
  }
}
