import { subscribersOf } from '@souk/events';
import {
  createLogger,
  createMetrics,
  createOutbox,
  createSubgraphServer,
  disposeAll,
  eventsRoute,
  type SubgraphApp,
  startJobs,
} from '@souk/subgraph-kit';
import type { UsersConfig } from './config.js';
import type { UsersContext, UsersDependencies } from './context.js';
import { openUsersDatabase } from './data/database.js';
import { createUsersLoaders } from './data/user.loaders.js';
import { buildUsersSchema } from './graphql/schema.js';
import { inboxRoute } from './http/inbox.route.js';
import { jwksRoute } from './http/jwks.route.js';
import { createListeners } from './listeners/index.js';
import { createAccessTokens } from './use-cases/access-tokens.js';
import { forgetFailedLogins } from './use-cases/forget-failed-logins.js';

/** What a test may replace. */
export interface UsersOverrides {
  readonly now?: () => Date;
}

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
    const app: UsersDependencies = { config, database, accessTokens, outbox: createOutbox(subscribersOf), now };
    const jobs = await startJobs({
      config,
      logger,
      tasks: { 'forget-failed-logins': () => forgetFailedLogins(app) },
      crontab: '7 * * * * forget-failed-logins',
    });
    opened.unshift(jobs);
    const server = await createSubgraphServer<UsersContext>({
      config,
      logger,
      metrics,
      schema: await buildUsersSchema(),
      contextFor: (request) => ({ ...request, app, loaders: createUsersLoaders(database.db, now) }),
      routes: [
        jwksRoute(app),
        eventsRoute({ config, db: database.db, listeners: createListeners(), metrics }),
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
