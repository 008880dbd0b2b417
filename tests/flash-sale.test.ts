import { until } from '@souk/subgraph-kit/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { aVariant, required, type Souk, startSouk, world } from './_souk.js';

const BUYERS = 200;
const UNITS = 20;

let souk: Souk;

beforeAll(async () => {
  souk = await startSouk();
});
afterAll(() => souk?.[Symbol.asyncDispose]());

it(`sells ${UNITS} units to exactly ${UNITS} of ${BUYERS} buyers who order at once`, async () => {
  const admin = await souk.logIn('ADMIN');
  const { variant } = aVariant();
  await leaveUnits(variant.id, UNITS, admin);

  const carts: { id: string; version: number }[] = [];
  while (carts.length < BUYERS) {
    const some = Array.from({ length: 10 }, () => souk.cartOf([{ variantId: variant.id, quantity: 1 }]));
    carts.push(...(await Promise.all(some)));
  }
  const outcomes = await Promise.all(carts.map((cart) => buy(cart)));

  const count = (outcome: string) => outcomes.filter((one) => one === outcome).length;
  expect({ paid: count('paid'), refused: count('OUT_OF_STOCK'), all: outcomes.length }).toEqual({
    paid: UNITS,
    refused: BUYERS - UNITS,
    all: BUYERS,
  });

  const stock = () => stockOf(variant.id, admin);
  await until(async () => (await stock()).every(({ reserved }) => reserved === 0), { what: 'all reservations to end' });
  const items = await stock();
  expect(items.every(({ available }) => available === 0)).toBe(true);
  const charged = required(souk.platform.simulator)
    .paymentIntents()
    .filter(({ status }) => status === 'succeeded');
  expect(charged).toHaveLength(UNITS);
}, 600_000);

/** Asks again, with the same key, also while the payment is not through. */
async function buy(cart: { id: string; version: number }): Promise<string> {
  const input = { cartId: cart.id, expectedCartVersion: cart.version, idempotencyKey: `flash-${cart.id}` };
  return until(async () => {
    const { order, userErrors } = await souk.placeOrderPatiently(input);
    if (userErrors[0]) return userErrors[0].code;
    return order?.paymentStatus === 'PAID' ? 'paid' : null;
  });
}

interface StockItem {
  readonly onHand: number;
  readonly reserved: number;
  readonly available: number;
}

async function stockOf(variantId: string, token: string): Promise<StockItem[]> {
  const query = 'query ($v: ID!, $w: ID!) { stockItem(variantId: $v, warehouseId: $w) { onHand reserved available } }';
  const items = await Promise.all(
    [...world.warehouses()].map(({ id }) =>
      souk.ask<{ stockItem: StockItem | null }, unknown>(query, { v: variantId, w: id }, token),
    ),
  );
  return items.flatMap(({ data }) => (data.stockItem ? [data.stockItem] : []));
}

/** Adjusts the warehouses' shelves so that exactly this many pieces can be sold. */
async function leaveUnits(variantId: string, units: number, token: string): Promise<void> {
  const adjust = 'mutation ($input: StockAdjustInput!) { stockAdjust(input: $input) { userErrors { code message } } }';
  const stock = new Map(
    [...world.stock()].filter((row) => row.variantId === variantId).map((row) => [row.warehouseId, row]),
  );
  let left = units;
  for (const [warehouseId, { onHand, safetyStock }] of stock) {
    const delta = left + (left > 0 ? safetyStock : Math.min(onHand, safetyStock)) - onHand;
    left = 0;
    if (delta === 0) continue;
    const input = { variantId, warehouseId, delta, reason: 'flash sale', idempotencyKey: `flash-${warehouseId}` };
    const answer = await souk.ask<{ stockAdjust: { userErrors: unknown[] } }, unknown>(adjust, { input }, token);
    expect(answer.data.stockAdjust.userErrors).toEqual([]);
  }
}
