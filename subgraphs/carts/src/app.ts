import { checkoutSnapshotRequest, releaseRedemptionsRequest, subscribersOf } from '@souk/events';
import {
  createLogger,
  createMetrics,
  createOutbox,
  createSubgraphServer,
  disposeAll,
  eventsRoute,
  type RequestContext,
  type SubgraphApp,
  serviceRoute,
  startJobs,
} from '@souk/subgraph-kit';
import type { CartsConfig } from './config.js';
import type { CartsContext } from './context.js';
import { createCartsLoaders } from './data/carts.loaders.js';
import { openCartsDatabase } from './data/database.js';
import { askOrderStandings } from './gateways/order-standings.js';
import { buildCartsSchema } from './graphql/schema.js';
import { createListeners } from './listeners/index.js';
import type { CartsDependencies, OrderStandings } from './use-cases/dependencies.js';
import { endRedemptions } from './use-cases/end-redemptions.js';
import { settleOverdueClaims } from './use-cases/settle-overdue-claims.js';
import { takeCheckoutSnapshot } from './use-cases/take-checkout-snapshot.js';
import { tellOfAbandonedCarts } from './use-cases/tell-of-abandoned-carts.js';

/** What only tests replace. */
export interface CartsOverrides {
  readonly clock?: () => Date;
  readonly orders?: OrderStandings;
  /** empty: nothing happens by the clock */
  readonly crontab?: string;
}

const SETTLE_CLAIMS = 'settle-overdue-claims';
const TELL_OF_ABANDONED = 'tell-of-abandoned-carts';
const CRONTAB = `* * * * * ${SETTLE_CLAIMS}\n*/10 * * * * ${TELL_OF_ABANDONED}`;

/** Opens everything that carts need; what was opened is closed again when a later part fails. */
export async function createCartsApp(
  config: CartsConfig,
  { clock = () => new Date(), orders = askOrderStandings(config), crontab = CRONTAB }: CartsOverrides = {},
): Promise<SubgraphApp> {
  const opened: AsyncDisposable[] = [];
  const keep = <Resource extends AsyncDisposable>(resource: Resource): Resource => {
    opened.unshift(resource);
    return resource;
  };
  try {
    const logger = createLogger({ name: config.name, level: config.logLevel });
    const metrics = createMetrics(config.name);
    const database = keep(await openCartsDatabase({ url: config.databaseUrl, poolSize: config.databasePoolSize }));
    const dependencies: CartsDependencies = { database, outbox: createOutbox(subscribersOf), clock, orders };
    keep(
      await startJobs({
        config,
        logger,
        tasks: {
          [SETTLE_CLAIMS]: () => settleOverdueClaims(dependencies),
          [TELL_OF_ABANDONED]: () => tellOfAbandonedCarts(dependencies, config.abandonedAfterHours),
        },
        crontab,
      }),
    );
    const server = keep(
      await createSubgraphServer<CartsContext>({
        config,
        logger,
        metrics,
        schema: await buildCartsSchema(),
        contextFor: (request) => contextFor(dependencies, request),
        routes: [
          eventsRoute({ config, db: database.db, listeners: createListeners(dependencies), metrics }),
          serviceRoute(config, '/service/checkout-snapshot', checkoutSnapshotRequest, (ask) =>
            takeCheckoutSnapshot(dependencies, ask),
          ),
          serviceRoute(config, '/service/release-redemptions', releaseRedemptionsRequest, async ({ orderId }) => ({
            released: await database.db.transaction((tx) => endRedemptions(tx, orderId)),
          })),
        ],
        checks: { database: database.ping },
      }),
    );
    return {
      name: config.name,
      get url() {
        return server.url;
      },
      listen: () => server.listen(),
      statementCount: () => database.statementCount(),
      [Symbol.asyncDispose]: () => disposeAll(opened),
    };
  } catch (error) {
    await disposeAll(opened);
    throw error;
  }
}

function contextFor(app: CartsDependencies, request: RequestContext): CartsContext {
  const viewerId = request.viewer.kind === 'member' ? request.viewer.id : null;
  return { ...request, app, loaders: createCartsLoaders({ db: app.database.db, viewerId, clock: app.clock }) };
}
