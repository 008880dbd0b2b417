import {
  createLogger,
  createMetrics,
  createSubgraphServer,
  disposeAll,
  eventsRoute,
  type SubgraphApp,
  startJobs,
} from '@souk/subgraph-kit';
import type { RecommendationsConfig } from './config.js';
import type { RecommendationsContext } from './context.js';
import { openRecommendationsDatabase } from './data/database.js';
import { createRecommendationsLoaders } from './data/recommendations.loaders.js';
import { queueTraining, TRAIN_MODELS, TRAINING_CRONTAB } from './data/training.queue.js';
import { buildRecommendationsSchema } from './graphql/schema.js';
import { createListeners } from './listeners/index.js';
import type { RecommendationsDependencies } from './use-cases/dependencies.js';
import { createModelShelf } from './use-cases/model-shelf.js';
import { keepServingNewestModel, serveNewestModel } from './use-cases/serve-newest-model.js';
import { type TrainingOutcome, trainModels, trainWhenDue } from './use-cases/train-models.js';

/** What a test may replace. */
export interface RecommendationsOverrides {
  readonly now?: () => Date;
  /** empty: nothing happens by the clock */
  readonly crontab?: string;
}

export interface RecommendationsApp extends SubgraphApp {
  /** Trains at once, due or not, when there is something new; what it learnt is served when this resolves. */
  train(): Promise<TrainingOutcome>;
}

/** Migrates, connects, reads the newest model and starts the worker; requests are taken from `listen` on. */
export async function createRecommendationsApp(
  config: RecommendationsConfig,
  overrides: RecommendationsOverrides = {},
): Promise<RecommendationsApp> {
  const logger = createLogger({ name: config.name, level: config.logLevel });
  const metrics = createMetrics(config.name);
  const now = overrides.now ?? (() => new Date());
  const opened: AsyncDisposable[] = [];
  try {
    const database = await openRecommendationsDatabase(config);
    opened.unshift(database);
    const { trainIntervalSeconds, modelPollSeconds } = config;
    const shelf = createModelShelf(now());
    const app: RecommendationsDependencies = { database, shelf, logger, now, trainIntervalSeconds, modelPollSeconds };
    await serveNewestModel(app);
    opened.unshift(keepServingNewestModel(app));
    opened.unshift(await startTraining(config, app, overrides.crontab));
    const server = await createSubgraphServer<RecommendationsContext>({
      config,
      logger,
      metrics,
      schema: await buildRecommendationsSchema(),
      contextFor: (request) => ({ ...request, app, loaders: createRecommendationsLoaders(database.db) }),
      routes: [eventsRoute({ config, db: database.db, listeners: createListeners(app), metrics })],
      checks: { postgres: () => database.ping() },
    });
    opened.unshift(server);
    return {
      name: config.name,
      listen: () => server.listen(),
      get url() {
        return server.url;
      },
      train: () => trainModels(app),
      statementCount: () => database.statementCount(),
      [Symbol.asyncDispose]: () => disposeAll(opened),
    };
  } catch (error) {
    await disposeAll(opened);
    throw error;
  }
}

/** The worker trains every now and then, and once now, for what came while nobody ran. */
async function startTraining(
  config: RecommendationsConfig,
  app: RecommendationsDependencies,
  crontab = TRAINING_CRONTAB,
): Promise<AsyncDisposable> {
  const jobs = await startJobs({
    config,
    logger: app.logger,
    tasks: { [TRAIN_MODELS]: async () => void (await trainWhenDue(app)) },
    crontab,
    concurrency: 1,
  });
  await queueTraining(app.database);
  return jobs;
}
