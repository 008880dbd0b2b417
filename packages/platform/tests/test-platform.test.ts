import postgres from 'postgres';
import { beforeAll, describe, expect, inject, it } from 'vitest';
import type { Platform } from '../src/start-platform.js';
import { startTestPlatform } from '../src/testing/index.js';

let souk: Platform;

beforeAll(async () => {
  souk = await startTestPlatform({ postgresUrl: inject('postgresUrl') });
});

describe('a whole Souk for one test', () => {
  it('answers through the router, from empty databases', async () => {
    expect(await ask('{ categories { id } products { totalCount } }')).toEqual({
      data: { categories: [], products: { totalCount: 0 } },
    });
  });

  it('counts each subgraph’s statements', async () => {
    const { app } = souk.subgraphs.products;
    const before = app?.statementCount() ?? 0;
    await ask('{ categories { id } }');
    expect(app?.statementCount()).toBe(before + 1);
  });

  it('does without a subgraph that is down', async () => {
    await souk.subgraphs.inventory[Symbol.asyncDispose]();
    const answer = await ask('{ categories { id } warehouses { totalCount } }');
    expect(answer).toMatchObject({ data: null, errors: [{ path: ['warehouses'] }] });
  });

  it('leaves no database behind', async () => {
    await souk[Symbol.asyncDispose]();
    for (const url of Object.values(souk.databases)) {
      await expect(postgres(url, { max: 1 })`select 1`).rejects.toMatchObject({ code: '3D000' });
    }
  });
});

async function ask(query: string): Promise<unknown> {
  const response = await fetch(`${souk.routerUrl}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query }),
  });
  return response.json();
}
