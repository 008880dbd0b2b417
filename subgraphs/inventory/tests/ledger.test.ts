import { newId } from '@souk/subgraph-kit';
import { aMember, askSubgraph } from '@souk/subgraph-kit/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  ADMIN,
  aVariant,
  aWarehouse,
  ledgerGaps,
  release,
  reserve,
  startInventory,
  stockOf,
  type TestInventory,
  tellPaid,
} from './_inventory-app.js';

let inventory: TestInventory;
let warehouse: string;
let variant: string;

beforeAll(async () => {
  inventory = await startInventory();
  warehouse = await aWarehouse(inventory);
  variant = await aVariant(inventory, { stock: { [warehouse]: 10 } });
});

afterAll(() => inventory?.[Symbol.asyncDispose]());

const CHECK = `{ stockLedgerCheck { itemCount gapCount gaps {
  variant { id } warehouse { id } onHand ledgerOnHand reserved ledgerReserved heldForOrders } } }`;

const check = async () => (await askSubgraph(inventory.url, CHECK, { viewer: ADMIN })).data.stockLedgerCheck;

/** A movement by hand, past every rule of the code. */
const move = (deltas: { onHand?: number; reserved?: number; kind?: string }) => inventory.sql`
  insert into stock_movements (id, variant_id, warehouse_id, kind, on_hand_delta, reserved_delta)
  values (${newId()}, ${variant}, ${warehouse}, ${deltas.kind ?? 'ADJUSTED'}, ${deltas.onHand ?? 0}, ${deltas.reserved ?? 0})`;

describe('the numbers of a stock item', () => {
  it('follow its movements, and nothing else changes them', async () => {
    const { sql } = inventory;
    await move({ onHand: 3 });
    expect(await stockOf(inventory, variant)).toMatchObject({ onHand: 13 });
    const refused = /numbers change by new stock movements alone/;
    await expect(sql`update stock_items set on_hand = 99 where variant_id = ${variant}`).rejects.toThrow(refused);
    await expect(sql`update stock_items set reserved = 1 where variant_id = ${variant}`).rejects.toThrow(refused);
    await expect(sql`delete from stock_items where variant_id = ${variant}`).rejects.toThrow(refused);
    await expect(sql`insert into stock_items (variant_id, warehouse_id, on_hand)
      values (${variant}, ${await aWarehouse(inventory)}, 5)`).rejects.toThrow(refused);
    await sql`update stock_items set safety_stock = 1 where variant_id = ${variant}`;
    expect(await stockOf(inventory, variant)).toEqual({ onHand: 13, reserved: 0, available: 12 });
  });

  it('refuse a movement that would take more than there is, or the safety stock for a sale', async () => {
    const before = await stockOf(inventory, variant);
    await expect(move({ onHand: -before.onHand - 1 })).rejects.toThrow(/only 0 of 1 stock items allow their movements/);
    await expect(move({ kind: 'RESERVED', reserved: before.onHand })).rejects.toThrow(/only 0 of 1/);
    expect(await stockOf(inventory, variant)).toEqual(before);
  });

  it('keep every movement that was ever made', async () => {
    const refused = /numbers change by new stock movements alone/;
    await expect(inventory.sql`update stock_movements set on_hand_delta = 0`).rejects.toThrow(refused);
    await expect(inventory.sql`delete from stock_movements`).rejects.toThrow(refused);
    await expect(inventory.sql`truncate stock_movements`).rejects.toThrow(refused);
  });
});

describe('stockLedgerCheck', () => {
  it('finds nothing after holds, payments and releases', async () => {
    const [held, paid, released] = [newId(), newId(), newId()];
    for (const orderId of [held, paid, released]) await reserve(inventory, { orderId, lines: { [variant]: 2 } });
    await tellPaid(inventory, paid, { [variant]: 2 });
    await release(inventory, released);
    expect(await check()).toEqual({ itemCount: 1, gapCount: 0, gaps: [] });
    expect(await ledgerGaps(inventory)).toEqual([]);
  });

  it('names the item whose numbers somebody changed past the triggers', async () => {
    await inventory.sql.begin(async (sql) => {
      await sql`set local session_replication_role = replica`;
      await sql`update stock_items set on_hand = on_hand + 1, reserved = reserved + 1 where variant_id = ${variant}`;
    });
    expect(await check()).toEqual({
      itemCount: 1,
      gapCount: 1,
      gaps: [
        {
          variant: { id: variant },
          warehouse: { id: warehouse },
          onHand: 12,
          ledgerOnHand: 11,
          reserved: 3,
          ledgerReserved: 2,
          heldForOrders: 2,
        },
      ],
    });
  });

  it('is for admins', async () => {
    const viewer = aMember({ roles: ['MEMBER', 'SELLER'] });
    const { errors } = await askSubgraph(inventory.url, CHECK, { viewer });
    expect(errors?.[0]?.extensions.code).toBe('FORBIDDEN');
  });
});
