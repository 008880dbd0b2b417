import { fileURLToPath } from 'node:url';
import { type Database, openDatabase, type Transaction } from '@souk/subgraph-kit';
import * as tables from './tables.js';

export type UsersDatabase = Database<typeof tables>;
/** A transaction, or the database itself where one statement is enough. */
export type Tx = Transaction<typeof tables> | UsersDatabase['db'];

export function openUsersDatabase(options: { url: string; poolSize: number }): Promise<UsersDatabase> {
  const migrationsFolder = fileURLToPath(new URL('../../migrations', import.meta.url));
  return openDatabase({ ...options, tables, migrationsFolder, applicationName: 'users' });
}
