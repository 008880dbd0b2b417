import { join } from 'node:path';

/** Where the embedded PostgreSQL keeps its data. */
export function postgresDir(dataDir: string): string {
  return join(dataDir, 'postgres');
}

/** Where the Stripe simulator keeps its payments. */
export function simulatorDir(dataDir: string): string {
  return join(dataDir, 'stripe');
}
