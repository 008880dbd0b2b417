import { newId } from '@souk/subgraph-kit';
import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  aVariant,
  aWarehouse,
  factsOf,
  ledgerGaps,
  release,
  reserve,
  startInventory,
  statusOf,
  stockOf,
  type TestInventory,
  tellCancelled,
  tellPaid,
} from './_inventory-app.js';

let inventory: TestInventory;
let first: string;
let second: string;

beforeAll(async () => {
  inventory = await startInventory();
  first = await aWarehouse(inventory, { priority: 1 });
  second = await aWarehouse(inventory, { priority: 2 });
});

afterAll(() => inventory?.[Symbol.asyncDispose]());

const times = <Result>(count: number, make: (index: number) => Result) =>
  Promise.all(Array.from({ length: count }, (_, index) => make(index)));

it('gives 20 units in two warehouses to 20 of 100 who ask at once', async () => {
  const variant = await aVariant(inventory, { stock: { [first]: 12, [second]: 8 } });
  const answers = await times(100, () => reserve(inventory, { lines: { [variant]: 1 } }));
  expect(answers.filter(({ kind }) => kind === 'reserved')).toHaveLength(20);
  expect(await stockOf(inventory, variant)).toEqual({ onHand: 20, reserved: 20, available: 0 });
  const facts = (await factsOf(inventory, 'stock-changed')).filter(({ data }) => data.variantId === variant);
  const byVersion = facts.toSorted((a, b) => a.version - b.version);
  expect(byVersion.map(({ version }) => version)).toEqual(byVersion.map((_, index) => index + 1));
  const told = byVersion.map(({ data }) => data.availableQuantity);
  expect(told).toEqual([...new Set(told)].toSorted((a, b) => b - a));
  expect(told.at(-1)).toBe(0);
});

it('serves together whoever comes while others are served', async () => {
  const variant = await aVariant(inventory, { stock: { [first]: 60 } });
  const before = inventory.app.statementCount();
  const answers = await times(100, () => reserve(inventory, { lines: { [variant]: 1 } }));
  expect(answers.filter(({ kind }) => kind === 'reserved')).toHaveLength(60);
  expect(inventory.app.statementCount() - before).toBeLessThan(100);
  const [row] = await inventory.sql`
    select count(*)::integer as jobs from graphile_worker.jobs where task_identifier = 'expire-reservation'
      and key in (select 'expire-reservation:' || order_id from reservation_lines where variant_id = ${variant})`;
  expect(row?.jobs).toBe(60);
});

it('tells at once that nothing is left, while another holds the lock', async () => {
  const variant = await aVariant(inventory, { stock: { [first]: 2 } });
  const mine = { orderId: newId(), lines: { [variant]: 2 } };
  const answer = await reserve(inventory, mine);
  await inventory.sql.begin(async (sql) => {
    await sql`select from variants where id = ${variant} for update`;
    expect(await times(50, () => reserve(inventory, { lines: { [variant]: 1 } }))).toEqual(
      Array.from({ length: 50 }, () => ({ kind: 'short', lines: [{ variantId: variant, available: 0 }] })),
    );
    expect(await reserve(inventory, mine)).toEqual(answer);
  });
});

it('keeps one of two carts that ask at once for the same order', async () => {
  const variant = await aVariant(inventory, { stock: { [first]: 20 } });
  const orderId = newId();
  const [other, three, five] = await Promise.allSettled([
    reserve(inventory, { lines: { [variant]: 1 } }),
    reserve(inventory, { orderId, lines: { [variant]: 3 } }),
    reserve(inventory, { orderId, lines: { [variant]: 5 } }),
  ]);
  expect(other.status).toBe('fulfilled');
  expect([three.status, five.status].toSorted()).toEqual(['fulfilled', 'rejected']);
  expect(await stockOf(inventory, variant)).toMatchObject({ reserved: three.status === 'fulfilled' ? 4 : 6 });
});

it('never deadlocks over orders whose lines cross', async () => {
  const [a, b] = [
    await aVariant(inventory, { stock: { [first]: 100, [second]: 100 } }),
    await aVariant(inventory, { stock: { [first]: 100, [second]: 100 } }),
  ];
  const orders = Array.from({ length: 20 }, () => newId());
  const answers = await times(20, (n) =>
    reserve(inventory, { orderId: orders[n]!, lines: n % 2 === 0 ? { [a]: 3, [b]: 2 } : { [b]: 2, [a]: 3 } }),
  );
  expect(answers.every(({ kind }) => kind === 'reserved')).toBe(true);
  const ends: ((orderId: string) => Promise<number | boolean>)[] = [
    (orderId) => tellPaid(inventory, orderId, { [b]: 2, [a]: 3 }),
    (orderId) => tellCancelled(inventory, orderId),
    (orderId) => release(inventory, orderId),
  ];
  const answered = await times(20, (n) => ends[n % 3]!(orders[n]!));
  expect(answered.filter((answer) => answer !== 204 && answer !== true)).toEqual([]);
  expect(await stockOf(inventory, a)).toEqual({ onHand: 200 - 7 * 3, reserved: 0, available: 200 - 7 * 3 });
  const [row] = await inventory.sql`select deadlocks::integer from pg_stat_database where datname = current_database()`;
  expect(row?.deadlocks).toBe(0);
});

it('reserves once for an order that asks many times at once', async () => {
  const variant = await aVariant(inventory, { stock: { [first]: 20 } });
  const orderId = newId();
  const answers = await times(10, () => reserve(inventory, { orderId, lines: { [variant]: 2 } }));
  expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
  expect(await stockOf(inventory, variant)).toMatchObject({ reserved: 2 });
});

it('gives the pieces back once when payment, release and cancellation meet', async () => {
  const variant = await aVariant(inventory, { stock: { [first]: 20 } });
  const orders = Array.from({ length: 10 }, () => newId());
  await Promise.all(orders.map((orderId) => reserve(inventory, { orderId, lines: { [variant]: 2 } })));
  await Promise.all(
    orders.flatMap((orderId) => [
      tellPaid(inventory, orderId, { [variant]: 2 }),
      release(inventory, orderId),
      tellCancelled(inventory, orderId),
    ]),
  );
  expect(await Promise.all(orders.map((orderId) => statusOf(inventory, orderId)))).toEqual(
    orders.map(() => 'CANCELLED'),
  );
  expect(await stockOf(inventory, variant)).toEqual({ onHand: 20, reserved: 0, available: 20 });
});

it('keeps the ledger', async () => {
  expect(await ledgerGaps(inventory)).toEqual([]);
});
