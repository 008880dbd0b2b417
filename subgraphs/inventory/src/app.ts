import { extendRequest, releaseRequest, reserveRequest, subscribersOf } from '@souk/events';
import {
  Counter,
  createLogger,
  createMetrics,
  createOutbox,
  createSubgraphServer,
  disposeAll,
  eventsRoute,
  type Route,
  type SubgraphApp,
  type SubgraphServer,
  serviceRoute,
  startJobs,
} from '@souk/subgraph-kit';
import { z } from 'zod';
import type { InventoryConfig } from './config.js';
import type { InventoryContext } from './context.js';
import { type InventoryDatabase, openInventoryDatabase } from './data/database.js';
import { EXPIRE_RESERVATION } from './data/expiry-job.js';
import { createInventoryLoaders } from './data/inventory.loaders.js';
import { RUN_IMPORT } from './data/stock-import.repository.js';
import { buildInventorySchema } from './graphql/schema.js';
import { createListeners } from './listeners/index.js';
import { checkLedger } from './use-cases/check-ledger.js';
import type { InventoryDependencies } from './use-cases/dependencies.js';
import { expireOverdueReservations, expireReservation } from './use-cases/expire-reservations.js';
import { extendReservation } from './use-cases/extend-reservation.js';
import { releaseReservation } from './use-cases/release-reservation.js';
import { createReserveStock } from './use-cases/reserve-stock.js';
import { runImport } from './use-cases/run-import.js';

const SWEEP_RESERVATIONS = 'sweep-reservations';
const CHECK_LEDGER = 'check-ledger';
const CRONTAB = [`* * * * * ${SWEEP_RESERVATIONS}`, `47 4 * * * ${CHECK_LEDGER}`].join('\n');

/** What only tests replace. */
interface InventoryOverrides {
  /** empty: nothing happens by the clock */
  readonly crontab?: string;
}

/** Migrates, connects and starts the worker; requests are taken from `listen` on. */
export async function createInventoryApp(
  config: InventoryConfig,
  { crontab = CRONTAB }: InventoryOverrides = {},
): Promise<SubgraphApp> {
  const opened: AsyncDisposable[] = [];
  const close = () => disposeAll(opened.toReversed());
  try {
    const database = await openInventoryDatabase(config);
    opened.push(database);
    const logger = createLogger({ name: config.name, level: config.logLevel });
    const metrics = createMetrics(config.name);
    const shortfallCounter = new Counter({
      name: 'inventory_shortfalls_total',
      help: 'Paid orders whose pieces were gone.',
      registers: [metrics.registry],
    });
    const ledgerGapCounter = new Counter({
      name: 'inventory_ledger_gaps_total',
      help: 'Stock items whose numbers were not what their ledger says, at each look.',
      registers: [metrics.registry],
    });
    const outbox = createOutbox(subscribersOf);
    const dependencies = { db: database.db, outbox, logger, shortfallCounter, ledgerGapCounter };
    opened.push(await startInventoryJobs(config, { ...dependencies, crontab }));
    const listeners = createListeners(dependencies);
    const server = await createSubgraphServer<InventoryContext>({
      config,
      logger,
      metrics,
      schema: await buildInventorySchema(),
      contextFor: (request) => ({ ...request, app: dependencies, loaders: createInventoryLoaders(database.db) }),
      routes: [eventsRoute({ config, db: database.db, listeners, metrics }), ...serviceDoors(config, dependencies)],
      checks: { postgres: () => database.ping() },
    });
    opened.push(server);
    return asApp(config, { server, database, close });
  } catch (error) {
    await close();
    throw error;
  }
}

function startInventoryJobs(
  config: InventoryConfig,
  { crontab, ...dependencies }: InventoryDependencies & { readonly crontab: string },
): Promise<AsyncDisposable> {
  const { logger } = dependencies;
  const overdue = z.object({ orderId: z.uuid() });
  return startJobs({
    config,
    logger,
    tasks: {
      [EXPIRE_RESERVATION]: (payload) => expireReservation(dependencies, overdue.parse(payload)),
      [SWEEP_RESERVATIONS]: () => expireOverdueReservations(dependencies),
      [RUN_IMPORT]: (payload) => runImport(dependencies, z.object({ importId: z.uuid() }).parse(payload)),
      [CHECK_LEDGER]: async () => {
        await checkLedger(dependencies);
      },
    },
    crontab,
  });
}

function serviceDoors(config: InventoryConfig, dependencies: InventoryDependencies): Route[] {
  return [
    serviceRoute(config, '/service/reserve', reserveRequest, createReserveStock(dependencies)),
    serviceRoute(config, '/service/release', releaseRequest, (ask) => releaseReservation(dependencies, ask)),
    serviceRoute(config, '/service/extend', extendRequest, (ask) => extendReservation(dependencies, ask)),
  ];
}

function asApp(
  config: InventoryConfig,
  { server, database, close }: { server: SubgraphServer; database: InventoryDatabase; close: () => Promise<void> },
): SubgraphApp {
  return {
    name: config.name,
    listen: () => server.listen(),
    get url() {
      return server.url;
    },
    statementCount: () => database.statementCount(),
    [Symbol.asyncDispose]: close,
  };
}
