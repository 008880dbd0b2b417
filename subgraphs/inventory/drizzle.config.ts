import { defineConfig } from 'drizzle-kit';

export default defineConfig({
  dialect: 'postgresql',
  schema: './subgraphs/inventory/src/data/tables.ts',
  out: './subgraphs/inventory/migrations',
});
