import { defineConfig } from 'drizzle-kit';

export default defineConfig({
  dialect: 'postgresql',
  schema: './subgraphs/orders/src/data/tables.ts',
  out: './subgraphs/orders/migrations',
});
