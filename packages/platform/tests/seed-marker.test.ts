import { randomBytes } from 'node:crypto';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { markFillings, readFillings } from '../src/seed/seed-marker.js';
import { dropDatabasesOn, openDatabasesOn } from '../src/start/databases.js';
import { type PerSubgraph, perSubgraph } from '../src/subgraph-names.js';

const prefix = `marker_${randomBytes(6).toString('hex')}_`;
let databases: PerSubgraph<string>;

beforeAll(async () => {
  databases = await openDatabasesOn(inject('postgresUrl'), {}, prefix);
  const carts = postgres(databases.carts, { max: 1 });
  await carts`create table carts (id int)`;
  await carts.end();
});
afterAll(() => dropDatabasesOn(inject('postgresUrl'), prefix));

describe('the mark of what a database holds', () => {
  it('tells an empty one from one with tables, and keeps to it when the subgraph has made its own', async () => {
    const expected = { ...perSubgraph(() => ({ kind: 'empty' })), carts: { kind: 'foreign' } };
    expect(await readFillings(databases)).toEqual(expected);
    const orders = postgres(databases.orders, { max: 1 });
    await orders`create table orders (id int)`;
    await orders.end();
    expect(await readFillings(databases)).toEqual(expected);
  });

  it('tells a seed that was broken off from one that ended', async () => {
    const own = { ...databases, carts: databases.users };
    await markFillings(own, { kind: 'filling', scale: 'small' });
    expect(await readFillings(own)).toEqual(perSubgraph(() => ({ kind: 'filling', scale: 'small' })));
    await markFillings(own, { kind: 'filled', scale: 'small' });
    expect(await readFillings(own)).toEqual(perSubgraph(() => ({ kind: 'filled', scale: 'small' })));
  });
});
