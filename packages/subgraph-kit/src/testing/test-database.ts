import { randomUUID } from 'node:crypto';
import postgres from 'postgres';

export interface TestDatabase extends AsyncDisposable {
  readonly url: string;
  /** raw SQL, for arranging what has no door and for looking at what was written */
  readonly sql: postgres.Sql;
}

/** An empty database of its own on the test cluster; disposing drops it. @param adminUrl  `inject('postgresUrl')` */
export async function createTestDatabase(adminUrl: string, label: string): Promise<TestDatabase> {
  const name = `${label}_${randomUUID().replaceAll('-', '').slice(0, 12)}`;
  await asAdmin(adminUrl, (sql) => sql.unsafe(`create database "${name}"`));
  const url = new URL(adminUrl);
  url.pathname = `/${name}`;
  const sql = postgres(url.href, { max: 2, onnotice: () => {} });
  return {
    url: url.href,
    sql,
    async [Symbol.asyncDispose]() {
      await sql.end({ timeout: 5 });
      await asAdmin(adminUrl, (admin) => admin.unsafe(`drop database if exists "${name}" with (force)`));
    },
  };
}

async function asAdmin(adminUrl: string, work: (sql: postgres.Sql) => Promise<unknown>): Promise<void> {
  const sql = postgres(adminUrl, { max: 1, onnotice: () => {} });
  try {
    await work(sql);
  } finally {
    await sql.end({ timeout: 5 });
  }
}
