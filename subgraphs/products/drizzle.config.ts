import { defineConfig } from 'drizzle-kit';

export default defineConfig({
  dialect: 'postgresql',
  schema: './subgraphs/products/src/data/tables.ts',
  out: './subgraphs/products/migrations',
});
