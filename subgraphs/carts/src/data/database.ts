import { fileURLToPath } from 'node:url';
import { type Database, openDatabase, type Transaction } from '@souk/subgraph-kit';
import * as tables from './tables.js';

export type CartsTables = typeof tables;
export type CartsDatabase = Database<CartsTables>;
export type CartsTransaction = Transaction<CartsTables>;
/** What only reads takes either: the pool, or the transaction that must see its own writes. */
export type CartsReader = CartsDatabase['db'] | CartsTransaction;

export function openCartsDatabase(options: { url: string; poolSize: number }): Promise<CartsDatabase> {
  return openDatabase({
    ...options,
    tables,
    migrationsFolder: fileURLToPath(new URL('../../migrations', import.meta.url)),
    applicationName: 'carts',
  });
}
