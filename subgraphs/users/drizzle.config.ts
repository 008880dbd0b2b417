import { defineConfig } from 'drizzle-kit';

export default defineConfig({
  dialect: 'postgresql',
  schema: './subgraphs/users/src/data/tables.ts',
  out: './subgraphs/users/migrations',
});
