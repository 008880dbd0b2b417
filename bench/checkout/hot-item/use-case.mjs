import { subscribersOf } from '../../../packages/events/src/index.ts';
import { createLogger, createOutbox, newId } from '../../../packages/subgraph-kit/src/index.ts';
import { openInventoryDatabase } from '../../../subgraphs/inventory/src/data/database.ts';
import { createReserveStock } from '../../../subgraphs/inventory/src/use-cases/reserve-stock.ts';
import { letBuy } from './load.mjs';
import { aHotItem, keptOf } from './shop.mjs';

/** The use case in this process, with a pool as large as a subgraph's. */
export async function useCase(shop, { buyers, units, atOnce }) {
  const variantId = await aHotItem(shop, units);
  const config = { name: 'bench', databaseUrl: shop.databases.inventory, databasePoolSize: 10 };
  const database = await openInventoryDatabase(config);
  const logger = createLogger({ name: 'bench', level: 'error' });
  const reserve = createReserveStock({ db: database.db, outbox: createOutbox(subscribersOf), logger });
  const attempt = async () => (await reserve(anAsk(variantId))).kind === 'reserved';
  const figures = await letBuy({ buyers, atOnce }, { cpu: shop.cpu, attempt });
  await database[Symbol.asyncDispose]();
  return { ...figures, kept: await keptOf(shop, variantId) };
}

export function anAsk(variantId) {
  return { orderId: newId(), lines: [{ variantId, quantity: 1 }], ttlSeconds: 900, country: 'NL' };
}
