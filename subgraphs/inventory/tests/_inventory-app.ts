import {
  anEvent,
  type EventData,
  type EventType,
  extendResponse,
  orderCancelled,
  orderPaid,
  piecesDropped,
  type ReserveResponse,
  releaseResponse,
  reserveResponse,
  returnReceived,
} from '@souk/events';
import { CALL_SIGNATURE_HEADER, callService, type Member, newId, type SubgraphApp, signCall } from '@souk/subgraph-kit';
import { aMember, createTestDatabase, TEST_KEYS, type TestDatabase, testEnvironment } from '@souk/subgraph-kit/testing';
import { inject } from 'vitest';
import { createInventoryApp } from '../src/app.js';
import { readInventoryConfig } from '../src/config.js';

export interface TestInventory extends AsyncDisposable {
  readonly app: SubgraphApp;
  readonly url: string;
  readonly sql: TestDatabase['sql'];
  readonly databaseUrl: string;
}

/** An inventory of its own, listening, without anything in it. */
export async function startInventory(variables: Record<string, string> = {}): Promise<TestInventory> {
  const database = await createTestDatabase(inject('postgresUrl'), 'inventory');
  const app = await createInventoryApp(readInventoryConfig(testEnvironment(database.url, variables)), { crontab: '' });
  await app.listen();
  return {
    app,
    url: app.url,
    sql: database.sql,
    databaseUrl: database.url,
    async [Symbol.asyncDispose]() {
      await app[Symbol.asyncDispose]();
      await database[Symbol.asyncDispose]();
    },
  };
}

export const ADMIN: Member = aMember({ roles: ['MEMBER', 'ADMIN'] });

export async function aWarehouse(
  { sql }: TestInventory,
  { country = 'DE', priority = 1 }: { country?: string; priority?: number } = {},
): Promise<string> {
  const id = newId();
  await sql`insert into warehouses (id, code, name, country, priority)
    values (${id}, ${id.slice(-12)}, 'A warehouse', ${country}, ${priority})`;
  return id;
}

/** A variant, its product when that is not there yet, and its stock by warehouse with an opened ledger. */
export async function aVariant(
  { sql }: TestInventory,
  facts: {
    stock?: Readonly<Record<string, number>>;
    safetyStock?: number;
    productId?: string;
    sellerId?: string;
    isActive?: boolean;
  } = {},
): Promise<string> {
  const id = newId();
  const { stock = {}, safetyStock = 0, productId = newId(), sellerId = newId(), isActive = true } = facts;
  await sql`insert into products (id, is_active, version) values (${productId}, true, 0) on conflict do nothing`;
  await sql`insert into variants (id, product_id, seller_id, sku, name, is_active, version)
    values (${id}, ${productId}, ${sellerId}, ${`SKU-${id}`}, 'A thing', ${isActive}, 0)`;
  for (const [warehouseId, onHand] of Object.entries(stock)) {
    await sql`insert into stock_items (variant_id, warehouse_id, on_hand, safety_stock)
      values (${id}, ${warehouseId}, 0, ${safetyStock})`;
    await sql`insert into stock_movements (id, variant_id, warehouse_id, kind, on_hand_delta, reserved_delta)
      values (${newId()}, ${id}, ${warehouseId}, 'OPENING', ${onHand}, 0)`;
  }
  return id;
}

const call = { from: 'orders', to: 'inventory', signingKey: TEST_KEYS.SERVICE_SIGNING_KEY, timeoutMs: 20_000 };

/** @param lines  variant id to quantity */
export function reserve(
  { url }: TestInventory,
  facts: { orderId?: string; lines: Readonly<Record<string, number>>; ttlSeconds?: number; country?: string | null },
): Promise<ReserveResponse> {
  const { orderId = newId(), ttlSeconds = 900, country = null } = facts;
  const lines = Object.entries(facts.lines).map(([variantId, quantity]) => ({ variantId, quantity }));
  const body = { orderId, lines, ttlSeconds, country };
  return callService({ ...call, url, path: '/service/reserve', body, answer: reserveResponse });
}

export async function release({ url }: TestInventory, orderId: string): Promise<boolean> {
  const path = '/service/release';
  return (await callService({ ...call, url, path, body: { orderId }, answer: releaseResponse })).released;
}

export async function extend({ url }: TestInventory, orderId: string, ttlSeconds: number): Promise<boolean> {
  const path = '/service/extend';
  return (await callService({ ...call, url, path, body: { orderId, ttlSeconds }, answer: extendResponse })).held;
}

/** Brings an event to the door as its publisher's worker would. @returns HTTP status */
export function tell<Data>(
  inventory: TestInventory,
  type: EventType<string, Data>,
  data: Data,
  version = 1,
): Promise<number> {
  return callInventory(inventory, '/events', anEvent(type, { data, version, at: new Date() }));
}

/** A signed call of any body. @returns HTTP status */
export async function callInventory({ url }: TestInventory, path: string, value: unknown): Promise<number> {
  const body = JSON.stringify(value);
  const signature = await signCall({ from: 'orders', to: 'inventory', path, body }, call.signingKey);
  const headers = { 'content-type': 'application/json', [CALL_SIGNATURE_HEADER]: signature };
  return (await fetch(url + path, { method: 'POST', headers, body })).status;
}

export function tellPaid(inventory: TestInventory, orderId: string, lines: Readonly<Record<string, number>>) {
  return tell(inventory, orderPaid, orderFacts(orderId, lines));
}

export function tellCancelled(inventory: TestInventory, orderId: string) {
  return tell(
    inventory,
    orderCancelled,
    { ...orderFacts(orderId, {}), reason: 'changed my mind', refundedMinor: 0 },
    2,
  );
}

export function tellReturned(
  inventory: TestInventory,
  orderId: string,
  received: EventData<typeof returnReceived>['received'],
): Promise<number> {
  const returnedLines = received.map(({ variantId }) => ({ variantId, name: 'A thing', quantity: 1 }));
  const data = { ...orderFacts(orderId, {}), returnId: newId(), returnedLines, note: null, received };
  return tell(inventory, returnReceived, data, 3);
}

/** @param pieces  variant id to quantity that will not be sent */
export function tellDropped(inventory: TestInventory, orderId: string, pieces: Readonly<Record<string, number>>) {
  const dropped = Object.entries(pieces).map(([variantId, quantity]) => ({ variantId, quantity }));
  return tell(inventory, piecesDropped, { ...orderFacts(orderId, {}), dropped }, 3);
}

function orderFacts(orderId: string, lines: Readonly<Record<string, number>>): EventData<typeof orderPaid> {
  return {
    orderId,
    number: 'SK-TEST',
    cartId: null,
    userId: null,
    email: 'guest@example.com',
    phone: null,
    currency: 'USD',
    totals: { subtotalMinor: 0, discountMinor: 0, shippingMinor: 0, taxMinor: 0, totalMinor: 0 },
    lines: Object.entries(lines).map(([variantId, quantity]) => ({
      variantId,
      productId: newId(),
      sku: 'SKU',
      name: 'A thing',
      quantity,
      unitPriceMinor: 100,
    })),
  };
}

/** Over all warehouses. */
export async function stockOf(
  { sql }: TestInventory,
  variantId: string,
): Promise<{ onHand: number; reserved: number; available: number }> {
  const [row] = await sql`
    select coalesce(sum(on_hand), 0)::integer as "onHand", coalesce(sum(reserved), 0)::integer as reserved,
      coalesce(sum(available), 0)::integer as available
    from stock_items where variant_id = ${variantId}`;
  if (!row) throw new Error('An aggregate has a row');
  return { onHand: row.onHand, reserved: row.reserved, available: row.available };
}

export async function statusOf({ sql }: TestInventory, orderId: string): Promise<string | undefined> {
  const [row] = await sql`select status from reservations where order_id = ${orderId}`;
  return row?.status;
}

/** The facts that wait for delivery, oldest first; one per fact, whatever the number of subscribers. */
export async function factsOf({ sql }: TestInventory, name: string): Promise<{ version: number; data: any }[]> {
  const rows = await sql`
    select distinct on (payload -> 'fact' ->> 'id') payload -> 'fact' as fact
    from graphile_worker._private_jobs where payload -> 'fact' ->> 'name' = ${name}
    order by payload -> 'fact' ->> 'id'`;
  return rows.map(({ fact }) => fact);
}

/** Items whose numbers are not what their ledger says; must always be empty. */
export async function ledgerGaps({ sql }: TestInventory) {
  return await sql`
    select item.variant_id, item.warehouse_id from stock_items as item
    left join stock_movements as move using (variant_id, warehouse_id)
    group by item.variant_id, item.warehouse_id, item.on_hand, item.reserved
    having item.on_hand <> coalesce(sum(move.on_hand_delta), 0) or item.reserved <> coalesce(sum(move.reserved_delta), 0)`;
}
