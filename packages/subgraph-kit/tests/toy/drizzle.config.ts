import { defineConfig } from 'drizzle-kit';

export default defineConfig({
  dialect: 'postgresql',
  schema: './packages/subgraph-kit/tests/toy/tables.ts',
  out: './packages/subgraph-kit/tests/toy/migrations',
});
