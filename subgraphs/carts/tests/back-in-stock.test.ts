import { newId } from '@souk/subgraph-kit';
import { aMember, until } from '@souk/subgraph-kit/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aStockChange, startCarts, type TestCarts } from './_carts.js';

const NOTIFY = `mutation ($input: BackInStockNotifyInput!) { backInStockNotify(input: $input) { isWaiting userErrors { code path } } }`;

let carts: TestCarts;
beforeAll(async () => {
  carts = await startCarts();
});
afterAll(() => carts[Symbol.asyncDispose]());

async function wait(variantId: string, viewer = aMember(), idempotencyKey?: string) {
  const { data, errors } = await carts.ask(NOTIFY, { input: { variantId, idempotencyKey } }, viewer);
  return errors ? errors[0]?.extensions.code : data.backInStockNotify;
}

async function aSoldOutVariant(): Promise<string> {
  const variantId = await carts.stock({ name: 'Desk lamp' });
  await carts.hear(aStockChange(variantId, 0, 1));
  return variantId;
}

const toldOf = async (variantId: string) =>
  (await carts.told('back-in-stock'))
    .map(({ fact }) => fact.data as { variantId: string; userIds: string[] })
    .filter((data) => data.variantId === variantId);

describe('backInStockNotify', () => {
  it('has each member told once when the variant can be had again', async () => {
    const variantId = await aSoldOutVariant();
    const [first, second] = [aMember(), aMember()];
    expect(await wait(variantId, first)).toEqual({ isWaiting: true, userErrors: [] });
    await wait(variantId, first);
    await wait(variantId, second);
    await carts.hear(aStockChange(variantId, 0, 2));
    expect(await toldOf(variantId)).toEqual([]);
    await carts.hear(aStockChange(variantId, 3, 3));
    const [told] = await toldOf(variantId);
    expect(told).toMatchObject({ variantId, name: 'Desk lamp' });
    expect(told?.userIds.toSorted()).toEqual([first.id, second.id].toSorted());
    await carts.hear(aStockChange(variantId, 0, 4));
    await carts.hear(aStockChange(variantId, 3, 5));
    expect(await toldOf(variantId)).toHaveLength(1);
  });

  it('waits through news that is older', async () => {
    const variantId = await carts.stock();
    await carts.hear(aStockChange(variantId, 0, 9));
    await wait(variantId);
    await carts.hear(aStockChange(variantId, 3, 8));
    expect(await toldOf(variantId)).toEqual([]);
  });

  it('tells of more members than one fact may name by several', async () => {
    const variantId = await aSoldOutVariant();
    await carts.sql`insert into back_in_stock_requests (variant_id, user_id, created_at)
      select ${variantId}, gen_random_uuid(), now() from generate_series(1, 501)`;
    await carts.hear(aStockChange(variantId, 1, 2));
    const told = (await toldOf(variantId)).map(({ userIds }) => userIds.length);
    expect(told).toEqual([500, 1]);
  });

  it('forgets nobody who asks while the news comes in: the answer waits for the news', async () => {
    const variantId = await aSoldOutVariant();
    let asked: ReturnType<typeof wait> | undefined;
    await carts.sql.begin(async (tx) => {
      await tx`update variant_stock set available_quantity = 1, version = 2 where variant_id = ${variantId}`;
      asked = wait(variantId);
      await until(async () => {
        const [row] = await carts.sql`select count(*)::int as n from pg_stat_activity
          where datname = current_database() and wait_event_type = 'Lock'`;
        return row?.n === 1;
      });
    });
    expect((await asked).userErrors).toMatchObject([{ code: 'VARIANT_IN_STOCK' }]);
  });

  it('is for members, of what is on sale and cannot be had', async () => {
    const variantId = await aSoldOutVariant();
    expect((await carts.ask(NOTIFY, { input: { variantId } })).errors?.[0]?.extensions.code).toBe('UNAUTHENTICATED');
    await carts.hear(aStockChange(variantId, 1, 2));
    const codes = async (id: string) => (await wait(id)).userErrors.map(({ code }: { code: string }) => code);
    expect(await codes(variantId)).toEqual(['VARIANT_IN_STOCK']);
    expect(await codes(newId())).toEqual(['VARIANT_UNAVAILABLE']);
    expect(await codes(await carts.stock({ isActive: false }))).toEqual(['VARIANT_UNAVAILABLE']);
    expect(await wait('no-id')).toBe('BAD_USER_INPUT');
  });

  it('answers the same to the same key, also when it can be had by then, and refuses another variant', async () => {
    const [variantId, viewer] = [await aSoldOutVariant(), aMember()];
    const first = await wait(variantId, viewer, 'key');
    await carts.hear(aStockChange(variantId, 1, 2));
    expect(await wait(variantId, viewer, 'key')).toEqual(first);
    expect(await wait(await aSoldOutVariant(), viewer, 'key')).toBe('IDEMPOTENCY_KEY_REUSED');
  });
});

describe('backInStockWithdraw', () => {
  const WITHDRAW = `mutation ($input: BackInStockWithdrawInput!) { backInStockWithdraw(input: $input) { isWaiting userErrors { code } } }`;
  const withdraw = async (variantId: string, viewer = aMember()) =>
    (await carts.ask(WITHDRAW, { input: { variantId } }, viewer)).data.backInStockWithdraw;

  it('leaves the others waiting, and is harmless to who does not wait; asking again waits again', async () => {
    const variantId = await aSoldOutVariant();
    const [gone, back, stays] = [aMember(), aMember(), aMember()];
    for (const viewer of [gone, back, stays]) await wait(variantId, viewer);
    for (const viewer of [gone, gone, back, aMember()])
      expect(await withdraw(variantId, viewer)).toEqual({ isWaiting: false, userErrors: [] });
    await wait(variantId, back);
    await carts.hear(aStockChange(variantId, 3, 2));
    const [told] = await toldOf(variantId);
    expect(told?.userIds.toSorted()).toEqual([back.id, stays.id].toSorted());
  });

  it('is for members', async () => {
    const { errors } = await carts.ask(WITHDRAW, { input: { variantId: newId() } });
    expect(errors?.[0]?.extensions.code).toBe('UNAUTHENTICATED');
  });
});
