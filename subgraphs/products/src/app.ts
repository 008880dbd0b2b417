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
import type { ProductsConfig } from './config.js';
import type { ProductsContext, ProductsDependencies } from './context.js';
import { openProductsDatabase } from './data/database.js';
import { makeLoaders } from './data/loaders.js';
import { buildProductsSchema } from './graphql/schema.js';
import { imagesRoute } from './http/images.route.js';
import { createListeners } from './listeners/index.js';
import { recountWords } from './use-cases/recount-words.js';

/** What a test may replace. */
export interface ProductsOverrides {
  readonly now?: () => Date;
}

/** Migrates, connects and starts the worker; requests are taken from `listen` on. */
export async function createProductsApp(
  config: ProductsConfig,
  overrides: ProductsOverrides = {},
): Promise<SubgraphApp> {
  const opened: AsyncDisposable[] = [];
  const close = () => disposeAll(opened.toReversed());
  try {
    const database = await openProductsDatabase(config);
    opened.push(database);
    const { db } = database;
    const logger = createLogger({ name: config.name, level: config.logLevel });
    const metrics = createMetrics(config.name);
    const app: ProductsDependencies = {
      db,
      outbox: createOutbox(subscribersOf),
      now: overrides.now ?? (() => new Date()),
      publicUrl: () => config.publicUrl ?? server.url,
    };
    const tasks = { 'recount-words': () => recountWords(app) };
    opened.push(await startJobs({ config, logger, tasks, crontab: '23 * * * * recount-words' }));
    const server = await createSubgraphServer<ProductsContext>({
      config,
      logger,
      metrics,
      schema: await buildProductsSchema(),
      contextFor: (request) => ({ ...request, app, loaders: makeLoaders(db) }),
      routes: [imagesRoute(app), eventsRoute({ config, db, listeners: createListeners(), metrics })],
      checks: { postgres: () => database.ping() },
    });
    opened.push(server);
    return {
      name: config.name,
      get url() {
        return server.url;
      },
      listen: () => server.listen(),
      statementCount: () => database.statementCount(),
      [Symbol.asyncDispose]: close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}
