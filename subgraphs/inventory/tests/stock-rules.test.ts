import { newId } from '@souk/subgraph-kit';
import { aMember, askSubgraph } from '@souk/subgraph-kit/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  ADMIN,
  aVariant,
  aWarehouse,
  factsOf,
  ledgerGaps,
  release,
  reserve,
  startInventory,
  stockOf,
  type TestInventory,
  tellCancelled,
  tellPaid,
} from './_inventory-app.js';

const seller = aMember({ roles: ['MEMBER', 'SELLER'] });

let inventory: TestInventory;
let warehouse: string;

beforeAll(async () => {
  inventory = await startInventory();
  warehouse = await aWarehouse(inventory, { priority: 1 });
});

afterAll(() => inventory?.[Symbol.asyncDispose]());

const SET = `mutation ($input: StockRulesSetInput!) { stockRulesSet(input: $input) {
  stockItem { onHand safetyStock backorderLimit backorderLeadDays available } userErrors { code path } } }`;
const THRESHOLD = `mutation ($input: LowStockThresholdSetInput!) { lowStockThresholdSet(input: $input) {
  threshold userErrors { code } } }`;
const ADJUST = `mutation ($input: StockAdjustInput!) { stockAdjust(input: $input) {
  stockItem { onHand lowStockThreshold } userErrors { code } } }`;
const AVAILABILITY = `query ($keys: [_Any!]!) { _entities(representations: $keys) {
  ... on ProductVariant { availability { inStock state availableQuantity backorderLeadDays } } } }`;

const ask = (query: string, variables: Record<string, unknown>, viewer = ADMIN) =>
  askSubgraph(inventory.url, query, { variables, viewer });
const setRules = async (variantId: string, rules: Record<string, unknown>, viewer = ADMIN) =>
  ask(SET, { input: { variantId, warehouseId: warehouse, ...rules } }, viewer);
const adjust = (variantId: string, delta: number) =>
  ask(ADJUST, { input: { variantId, warehouseId: warehouse, delta, reason: 'a delivery', idempotencyKey: newId() } });
const availabilityOf = async (id: string) => {
  const keys = [{ __typename: 'ProductVariant', id }];
  return (await ask(AVAILABILITY, { keys })).data._entities[0].availability;
};

describe('a variant that is sold beyond stock', () => {
  const aBackordered = async (facts: { onHand: number; limit: number; safetyStock?: number }) => {
    const { onHand, limit, safetyStock } = facts;
    const id = await aVariant(inventory, { stock: { [warehouse]: onHand }, safetyStock });
    await setRules(id, { backorderLimit: limit, backorderLeadDays: 14 });
    return id;
  };

  it('is sold up to its limit, and not beyond by 40 who ask at once', async () => {
    const id = await aBackordered({ onHand: 5, limit: 10, safetyStock: 2 });
    const answers = await Promise.all(Array.from({ length: 40 }, () => reserve(inventory, { lines: { [id]: 1 } })));
    expect(answers.filter(({ kind }) => kind === 'reserved')).toHaveLength(15);
    expect(await stockOf(inventory, id)).toEqual({ onHand: 5, reserved: 15, available: 0 });
  });

  it('owes what was paid, and a delivery pays the debt first', async () => {
    const id = await aBackordered({ onHand: 2, limit: 10 });
    const [paid, released, cancelled] = [newId(), newId(), newId()];
    await reserve(inventory, { orderId: paid, lines: { [id]: 5 } });
    await reserve(inventory, { orderId: released, lines: { [id]: 1 } });
    await reserve(inventory, { orderId: cancelled, lines: { [id]: 2 } });
    expect(await tellPaid(inventory, paid, { [id]: 5 })).toBe(204);
    expect(await tellPaid(inventory, cancelled, { [id]: 2 })).toBe(204);
    expect(await stockOf(inventory, id)).toEqual({ onHand: -5, reserved: 1, available: 0 });
    await release(inventory, released);
    await tellCancelled(inventory, cancelled);
    await adjust(id, 2);
    expect(await stockOf(inventory, id)).toEqual({ onHand: -1, reserved: 0, available: 0 });
    await adjust(id, 4);
    expect(await stockOf(inventory, id)).toEqual({ onHand: 3, reserved: 0, available: 3 });
    expect((await adjust(id, -4)).data.stockAdjust.userErrors).toEqual([{ code: 'STOCK_BELOW_RESERVED' }]);
  });

  it('shows its state to everybody, and is told of with all that can be sold', async () => {
    const id = await aBackordered({ onHand: 1, limit: 3 });
    const low = { inStock: true, state: 'LOW_STOCK', availableQuantity: 1, backorderLeadDays: 14 };
    expect(await availabilityOf(id)).toEqual(low);
    await reserve(inventory, { lines: { [id]: 2 } });
    expect(await availabilityOf(id)).toEqual({ ...low, state: 'BACKORDER', availableQuantity: 0 });
    await reserve(inventory, { lines: { [id]: 2 } });
    expect(await availabilityOf(id)).toEqual({ ...low, inStock: false, state: 'OUT_OF_STOCK', availableQuantity: 0 });
    const told = (await factsOf(inventory, 'stock-changed')).filter(({ data }) => data.variantId === id);
    expect(told.map(({ data }) => data.availableQuantity)).toEqual([4, 2, 0]);
  });

  it('keeps its limit while more than a lower one is owed, and needs a time', async () => {
    const id = await aVariant(inventory, { stock: { [warehouse]: 1 } });
    const errorsOf = async (rules: Record<string, unknown>) =>
      (await setRules(id, rules)).data.stockRulesSet.userErrors;
    const path = ['input', 'backorderLeadDays'];
    expect(await errorsOf({ backorderLimit: 3 })).toEqual([{ code: 'STOCK_LEAD_DAYS_MISSING', path }]);
    expect(await errorsOf({ backorderLimit: 3, backorderLeadDays: 5 })).toEqual([]);
    await reserve(inventory, { lines: { [id]: 3 } });
    const limit = ['input', 'backorderLimit'];
    expect(await errorsOf({ backorderLimit: 1 })).toEqual([{ code: 'STOCK_BACKORDER_OWED', path: limit }]);
    const { data } = await setRules(id, { backorderLimit: 2 });
    expect(data.stockRulesSet.stockItem).toMatchObject({ backorderLimit: 2, backorderLeadDays: 5 });
  });

  it('has one warehouse that sells beyond stock', async () => {
    const other = await aWarehouse(inventory);
    const id = await aVariant(inventory, { stock: { [warehouse]: 1, [other]: 1 } });
    const rules = { backorderLimit: 3, backorderLeadDays: 5 };
    await setRules(id, rules);
    const { data } = await setRules(id, { ...rules, warehouseId: other });
    expect(data.stockRulesSet.userErrors[0].code).toBe('STOCK_BACKORDER_ELSEWHERE');
    expect((await setRules(id, { backorderLimit: 0 })).data.stockRulesSet.stockItem.backorderLeadDays).toBeNull();
    expect((await setRules(id, { ...rules, warehouseId: other })).data.stockRulesSet.userErrors).toEqual([]);
  });
});

describe('stockRulesSet', () => {
  it('keeps pieces back, for the seller of the variant too', async () => {
    const id = await aVariant(inventory, { stock: { [warehouse]: 9 }, sellerId: seller.id });
    const { data } = await setRules(id, { safetyStock: 4 }, seller);
    expect(data.stockRulesSet.stockItem).toMatchObject({ safetyStock: 4, available: 5 });
    expect(await reserve(inventory, { lines: { [id]: 6 } })).toMatchObject({ kind: 'short' });
  });

  it('refuses what is not theirs, not there or out of range, and writes nothing', async () => {
    const id = await aVariant(inventory, { stock: { [warehouse]: 9 } });
    const codeOf = async (rules: Record<string, unknown>, viewer = ADMIN) =>
      (await setRules(id, rules, viewer)).errors?.[0]?.extensions.code;
    expect(await codeOf({ safetyStock: 1 }, seller)).toBe('NOT_FOUND');
    expect(await codeOf({ safetyStock: 1 }, aMember())).toBe('FORBIDDEN');
    expect(await codeOf({ safetyStock: 1, warehouseId: newId() })).toBe('NOT_FOUND');
    for (const safetyStock of [-1, 1_000_001, 1.5, 2 ** 31])
      expect(await codeOf({ safetyStock })).toBe('BAD_USER_INPUT');
    for (const backorderLeadDays of [0, 366]) expect(await codeOf({ backorderLeadDays })).toBe('BAD_USER_INPUT');
    expect(await stockOf(inventory, id)).toMatchObject({ available: 9 });
  });
});

describe('a threshold', () => {
  const lowsOf = async (id: string) =>
    (await factsOf(inventory, 'stock-ran-low')).filter(({ data }) => data.variantId === id).map(({ data }) => data);
  const set = (variantId: string, threshold: number | null, viewer = ADMIN) =>
    ask(THRESHOLD, { input: { variantId, threshold } }, viewer);

  it('is told once each time that it is crossed', async () => {
    const id = await aVariant(inventory, { stock: { [warehouse]: 10 }, sellerId: seller.id });
    expect((await set(id, 4, seller)).data.lowStockThresholdSet).toEqual({ threshold: 4, userErrors: [] });
    const orderId = newId();
    await reserve(inventory, { lines: { [id]: 5 } });
    expect(await lowsOf(id)).toEqual([]);
    await reserve(inventory, { orderId, lines: { [id]: 1 } });
    await reserve(inventory, { lines: { [id]: 1 } });
    const told = { variantId: id, sellerId: seller.id, sku: `SKU-${id}`, name: 'A thing', threshold: 4 };
    expect(await lowsOf(id)).toEqual([{ ...told, productId: expect.any(String), availableQuantity: 4 }]);
    expect((await adjust(id, 2)).data.stockAdjust.stockItem).toEqual({ onHand: 12, lowStockThreshold: 4 });
    await reserve(inventory, { lines: { [id]: 2 } });
    expect((await lowsOf(id)).map(({ availableQuantity }) => availableQuantity)).toEqual([4, 3]);
  });

  it('is told at once when there is no more than that already, and never when there is none', async () => {
    const id = await aVariant(inventory, { stock: { [warehouse]: 3 } });
    await reserve(inventory, { lines: { [id]: 1 } });
    await set(id, 5);
    await set(id, null);
    await reserve(inventory, { lines: { [id]: 2 } });
    expect((await lowsOf(id)).map(({ availableQuantity }) => availableQuantity)).toEqual([2]);
    expect((await set(id, -1)).errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
    expect((await set(id, 1, seller)).errors?.[0]?.extensions.code).toBe('NOT_FOUND');
  });
});

it('keeps the ledger', async () => {
  expect(await ledgerGaps(inventory)).toEqual([]);
});
