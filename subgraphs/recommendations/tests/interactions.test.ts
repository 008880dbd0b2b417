import { newId } from '@souk/subgraph-kit';
import { aMember } from '@souk/subgraph-kit/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listProduct, startRecommendations, type TestRecommendations } from './_recommendations.js';

const RECORD = `mutation ($input: InteractionsRecordInput!) {
  interactionsRecord(input: $input) { recorded userErrors { code path } } }`;
const NOW = new Date('2026-06-15T12:00:00Z');
const viewer = aMember();

let part: TestRecommendations;
let productId: string;
beforeAll(async () => {
  part = await startRecommendations({ now: () => NOW });
  productId = await listProduct(part);
});
afterAll(() => part?.[Symbol.asyncDispose]());

const record = async (input: object, asking: object = { viewer }) => {
  const { data, errors } = await part.ask(RECORD, { ...asking, variables: { input } });
  return { payload: data?.interactionsRecord, errors };
};
const everything = () =>
  part.sql`select (select json_agg(i order by id) from interactions i) as rows, (select count(*) from idempotency_keys) as keys`;
const rowsOf = (userId: string | null) =>
  part.sql`select type, product_id, query, is_vouched, at from interactions where user_id is not distinct from ${userId} order by id`;

describe('interactionsRecord', () => {
  it('keeps a member’s events as the member’s, dated now unless they say otherwise', async () => {
    const member = aMember();
    const at = '2026-06-14T08:00:00Z';
    const events = [
      { type: 'VIEW', productId },
      { type: 'SEARCH', query: ' lamps ', at },
    ];
    const { payload } = await record({ events }, { viewer: member });
    expect(payload).toEqual({ recorded: 2, userErrors: [] });
    expect(await rowsOf(member.id)).toEqual([
      { type: 'VIEW', product_id: productId, query: null, is_vouched: true, at: NOW },
      { type: 'SEARCH', product_id: null, query: 'lamps', is_vouched: true, at: new Date(at) },
    ]);
  });

  it('keeps a guest’s events as nobody’s, and vouches for none', async () => {
    expect((await record({ events: [{ type: 'PURCHASE', productId }] }, {})).payload.recorded).toBe(1);
    expect(await rowsOf(null)).toMatchObject([{ type: 'PURCHASE', product_id: productId, is_vouched: false }]);
  });

  it('takes a clock that is a little fast for right', async () => {
    const member = aMember();
    await record({ events: [{ type: 'VIEW', productId, at: '2026-06-15T12:04:59Z' }] }, { viewer: member });
    expect((await rowsOf(member.id))[0]?.at).toEqual(NOW);
  });

  it('leaves out products that nobody knows', async () => {
    const events = [
      { type: 'VIEW', productId: newId() },
      { type: 'VIEW', productId },
    ];
    expect((await record({ events })).payload).toEqual({ recorded: 1, userErrors: [] });
  });

  it('records a repeated key once, also when both come at the same time', async () => {
    const member = aMember();
    const input = { events: [{ type: 'CART', productId }], idempotencyKey: newId() };
    const answers = await Promise.all([1, 2, 3].map(() => record(input, { viewer: member })));
    expect(answers.map(({ payload }) => payload.recorded)).toEqual([1, 1, 1]);
    expect(await rowsOf(member.id)).toHaveLength(1);
    const other = await record({ ...input, events: [{ type: 'VIEW', productId }] }, { viewer: member });
    expect(other.errors?.[0]?.extensions.code).toBe('IDEMPOTENCY_KEY_REUSED');
  });

  it('keeps the keys of two guests apart by their addresses', async () => {
    const idempotencyKey = newId();
    const view = { events: [{ type: 'VIEW', productId }], idempotencyKey };
    const cart = { events: [{ type: 'CART', productId }], idempotencyKey };
    expect((await record(view, { address: '192.0.2.1' })).payload.recorded).toBe(1);
    expect((await record(cart, { address: '192.0.2.2' })).payload.recorded).toBe(1);
  });

  const good = () => ({ type: 'VIEW', productId });
  it.each<[name: string, make: () => object]>([
    ['no events', () => ({ events: [] })],
    ['101 events', () => ({ events: Array.from({ length: 101 }, good) })],
    ['an unknown type', () => ({ events: [{ type: 'STARE', productId }] })],
    ['a malformed product', () => ({ events: [{ type: 'VIEW', productId: 'no-id' }] })],
    ['a NUL product', () => ({ events: [{ type: 'VIEW', productId: 'a\0' }] })],
    ['a malformed variant', () => ({ events: [{ ...good(), variantId: '2147483648' }] })],
    ['a view of nothing', () => ({ events: [{ type: 'VIEW' }] })],
    ['a search for nothing', () => ({ events: [{ type: 'SEARCH', productId }] })],
    ['a search for blanks', () => ({ events: [{ type: 'SEARCH', query: '   ' }] })],
    ['a NUL in a query', () => ({ events: [{ type: 'SEARCH', query: 'a\0b' }] })],
    ['half a surrogate', () => ({ events: [{ type: 'SEARCH', query: '\ud800' }] })],
    ['a huge query', () => ({ events: [{ type: 'SEARCH', query: 'x'.repeat(201) }] })],
    ['tomorrow', () => ({ events: [good(), { ...good(), at: '2026-06-16T12:00:00Z' }] })],
    ['long ago', () => ({ events: [good(), { ...good(), at: '2026-05-16T11:59:59Z' }] })],
    ['no date', () => ({ events: [{ ...good(), at: 'yesterday' }] })],
    ['the year 275760', () => ({ events: [{ ...good(), at: '+275760-09-13T00:00:00Z' }] })],
    ['2^53 for a date', () => ({ events: [{ ...good(), at: 2 ** 53 }] })],
    ['an empty key', () => ({ events: [good()], idempotencyKey: '' })],
    ['a huge key', () => ({ events: [good()], idempotencyKey: 'k'.repeat(201) })],
  ])('refuses %s with a code and writes nothing', async (_name, make) => {
    const before = await everything();
    const { payload, errors } = await record(make());
    const codes = [
      ...(errors ?? []).map(({ extensions }) => extensions.code),
      ...(payload?.userErrors ?? []).map(({ code }: { code: string }) => code),
    ];
    expect(codes.length).toBeGreaterThan(0);
    expect(codes).not.toContain('INTERNAL_SERVER_ERROR');
    expect(await everything()).toEqual(before);
  });

  it('says which event is wrong, and how', async () => {
    const events = [good(), { ...good(), at: '2026-06-16T12:00:00Z' }];
    const { payload } = await record({ events });
    expect(payload.userErrors).toEqual([{ code: 'AT_IN_FUTURE', path: ['input', 'events', '1', 'at'] }]);
  });
});
