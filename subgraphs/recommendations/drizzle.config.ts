import { defineConfig } from 'drizzle-kit';

export default defineConfig({
  dialect: 'postgresql',
  schema: './subgraphs/recommendations/src/data/tables.ts',
  out: './subgraphs/recommendations/migrations',
});
