import { defineConfig } from 'drizzle-kit';

export default defineConfig({
  dialect: 'postgresql',
  schema: './subgraphs/carts/src/data/tables.ts',
  out: './subgraphs/carts/migrations',
});
