import { newId } from '@souk/subgraph-kit';
import { aMember, witnessJobs } from '@souk/subgraph-kit/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { BERLIN, startCarts, type TestCarts } from './_carts.js';
import { ADMIN, aCart, aPromotion, type CartMutation, mutationText, promotionMutationText } from './_operations.js';

const REFUSALS = ['BAD_USER_INPUT', 'NOT_FOUND', 'FORBIDDEN', 'UNAUTHENTICATED'];
const HUGE = [2 ** 31, 2 ** 53, -(2 ** 53)];
const HOSTILE_TEXT = ['NUL\0byte', 'half a pair \ud800', 'x'.repeat(10_000)];
const MALFORMED_IDS = ['', 'no-id', '0', '../../etc/passwd', `${newId()}0`, ...HOSTILE_TEXT];

let carts: TestCarts;
let jobsQueued: () => Promise<string[]>;
let world: {
  variantId: string;
  cart: { id: string; lines: { id: string }[] };
  foreign: { id: string; lines: { id: string }[] };
};
const member = aMember();

beforeAll(async () => {
  carts = await startCarts();
  jobsQueued = await witnessJobs(carts.sql);
  const variantId = await carts.stock();
  const cart = await aCart(carts, [{ variantId, quantity: 1 }], { viewer: member });
  const foreign = await aCart(carts, [{ variantId, quantity: 1 }], { viewer: aMember() });
  world = { variantId, cart, foreign };
});
afterAll(() => carts[Symbol.asyncDispose]());

/** Everything that could have been written. */
async function written() {
  const [row] = await carts.sql`
    select (select json_agg(c order by id) from carts c) as carts, (select json_agg(l order by id) from cart_lines l) as lines,
      (select json_agg(p order by id) from promotions p) as promotions, (select count(*) from idempotency_keys) as keys`;
  return { ...row, jobs: await jobsQueued() };
}

async function expectRefused(query: string, input: unknown, viewer = member) {
  const before = await written();
  const { data, errors } = await carts.ask(query, { input }, viewer);
  const [payload] = Object.values(data ?? {}) as { userErrors: { code: string }[] }[];
  const codes = errors ? errors.map((error) => error.extensions.code) : payload?.userErrors.map(({ code }) => code);
  const told = JSON.stringify({ input: JSON.stringify(input).slice(0, 200), data, errors });
  expect(codes?.length, told).toBeGreaterThan(0);
  if (errors) for (const code of codes ?? []) expect(REFUSALS, told).toContain(code);
  expect(await written(), told).toEqual(before);
}

/** Wrong inputs of each mutation; `id` is a cart that the viewer may change. */
const WRONG: Record<CartMutation, (id: string, lineId: string, variantId: string) => object[]> = {
  cartCreate: (_id, _lineId, variantId) => [
    ...['XXX', 'usd', '', 'US\0'].map((currency) => ({ currency })),
    ...[0, -1, 100, ...HUGE].map((quantity) => ({ lines: [{ variantId, quantity }] })),
    ...[newId(), ...MALFORMED_IDS].map((wrong) => ({ lines: [{ variantId: wrong, quantity: 1 }] })),
    { lines: Array.from({ length: 201 }, () => ({ variantId, quantity: 1 })) },
    ...['', ...HOSTILE_TEXT].map((idempotencyKey) => ({ lines: [{ variantId, quantity: 1 }], idempotencyKey })),
    { currency: 'EUR' },
  ],
  cartLinesAdd: (cartId, _lineId, variantId) => [
    { cartId, lines: [] },
    ...[0, -1, 99, 100, 1.5, ...HUGE].map((quantity) => ({ cartId, lines: [{ variantId, quantity }] })),
    ...[newId(), ...MALFORMED_IDS].map((wrong) => ({ cartId, lines: [{ variantId: wrong, quantity: 1 }] })),
    ...[-1, 0, 1, ...HUGE].map((expectedVersion) => ({ cartId, expectedVersion, lines: [{ variantId, quantity: 1 }] })),
    { cartId, lines: Array.from({ length: 201 }, () => ({ variantId, quantity: 1 })) },
  ],
  cartLinesUpdate: (cartId, lineId) => [
    { cartId, lines: [] },
    ...[0, -1, 100, ...HUGE].map((quantity) => ({ cartId, lines: [{ lineId, quantity }] })),
    ...[newId(), ...MALFORMED_IDS].map((wrong) => ({ cartId, lines: [{ lineId: wrong, quantity: 1 }] })),
    { cartId, lines: [{ lineId: world.foreign.lines[0]?.id, quantity: 1 }] },
    { cartId, expectedVersion: 1, lines: [{ lineId, quantity: 1 }] },
  ],
  cartLinesRemove: (cartId, lineId) => [
    { cartId, lines: [] },
    ...[newId(), ...MALFORMED_IDS].map((wrong) => ({ cartId, lines: [{ lineId: wrong }] })),
    { cartId, lines: [{ lineId: world.foreign.lines[0]?.id }] },
    { cartId, expectedVersion: 1, lines: [{ lineId }] },
  ],
  cartClear: (cartId) => [-1, 0, 1, ...HUGE].map((expectedVersion) => ({ cartId, expectedVersion })),
  cartCouponApply: (cartId) =>
    ['', '   ', 'UNKNOWN', "'; drop table carts", ...HOSTILE_TEXT].map((code) => ({ cartId, code })),
  cartCouponRemove: (cartId) => [
    { cartId, expectedVersion: 1 },
    ...HOSTILE_TEXT.slice(0, 2).map((code) => ({ cartId, code })),
  ],
  cartShippingAddressSet: (cartId) => [
    ...['', 'D', 'XX', 'DEU', 'D\0'].map((country) => ({ cartId, address: { ...BERLIN, country } })),
    ...['recipient', 'line1', 'city', 'postalCode'].flatMap((field) =>
      ['', '  ', ...HOSTILE_TEXT].map((value) => ({ cartId, address: { ...BERLIN, [field]: value } })),
    ),
    ...HOSTILE_TEXT.map((region) => ({ cartId, address: { ...BERLIN, region } })),
    { cartId, address: {} },
    { cartId, expectedVersion: 1, address: BERLIN },
  ],
  cartShippingOptionSelect: (cartId) =>
    ['', 'teleport', newId(), ...HOSTILE_TEXT].map((shippingOptionId) => ({ cartId, shippingOptionId })),
  cartClaim: () => [newId(), world.foreign.id, ...MALFORMED_IDS].map((cartId) => ({ cartId })),
};

const mutations = Object.keys(WRONG) as CartMutation[];

it.each(mutations)('%s refuses what is wrong with a code, and writes nothing', async (name) => {
  const inputs = WRONG[name](world.cart.id, world.cart.lines[0]?.id ?? '', world.variantId);
  for (const input of inputs) await expectRefused(mutationText(name), input);
});

it.each(mutations.filter((name) => !['cartCreate', 'cartClaim'].includes(name)))(
  '%s refuses somebody else’s cart, an absent one and what is no id',
  async (name) => {
    const valid: Partial<Record<CartMutation, object>> = {
      cartLinesAdd: { lines: [{ variantId: world.variantId, quantity: 1 }] },
      cartLinesUpdate: { lines: [{ lineId: world.foreign.lines[0]?.id, quantity: 2 }] },
      cartLinesRemove: { lines: [{ lineId: world.foreign.lines[0]?.id }] },
      cartCouponApply: { code: 'ANY' },
      cartShippingAddressSet: { address: BERLIN },
      cartShippingOptionSelect: { shippingOptionId: 'standard' },
    };
    for (const cartId of [world.foreign.id, newId(), ...MALFORMED_IDS]) {
      await expectRefused(mutationText(name), { ...valid[name], cartId });
    }
  },
);

const amount = (minorUnits: number, currency = 'USD') => ({ minorUnits, currency });

/** Wrong in the input of both `promotionCreate` and `promotionUpdate`. */
const WRONG_TERMS = [
  ...['x'.repeat(101), ...HOSTILE_TEXT.slice(0, 2)].map((name) => ({ name })),
  ...['', 'soon', '2026-13-01T00:00:00Z', 0, 8.64e15].map((endsAt) => ({ endsAt })),
  ...['0000-01-01T00:00:00Z', -8.64e15].map((startsAt) => ({ startsAt })),
  { startsAt: '2026-02-01T00:00:00Z', endsAt: '2026-01-01T00:00:00Z' },
  ...MALFORMED_IDS.flatMap((id) => [{ productIds: [id] }, { categoryIds: [id] }]),
  { productIds: Array.from({ length: 201 }, () => newId()) },
  ...[amount(0), amount(-5), amount(1.5), amount(2 ** 53), amount(5, 'KWD'), amount(5, 'XXX')].map((one) => ({
    minimumSpend: [one],
  })),
  { minimumSpend: [amount(5), amount(6)] },
  ...[0, -1, 1_000_000_001, ...HUGE].flatMap((limit) => [{ usageLimit: limit }, { usageLimitPerCustomer: limit }]),
  ...[-1_001, 1_001, ...HUGE].map((priority) => ({ priority })),
];

it('promotionCreate refuses what is wrong with a code, and writes nothing', async () => {
  const create = promotionMutationText('promotionCreate');
  const good = { code: 'GOOD', percentOff: 10 };
  const gift = { buyQuantity: 1, getQuantity: 1 };
  const wrong = [
    ...WRONG_TERMS,
    ...[0, -1, 101, 1.5, ...HUGE].map((percentOff) => ({ percentOff })),
    ...['', 'ab', 'with space', 'ümlaut', ...HOSTILE_TEXT].map((code) => ({ code })),
    { percentOff: null },
    { amountOff: [amount(5)] },
    { percentOff: null, amountOff: [] },
    { percentOff: null, amountOff: [amount(0)] },
    ...[{ buyQuantity: 0 }, { getQuantity: 100 }, { percentOff: 101 }, { productIds: ['no-id'] }].map((part) => ({
      percentOff: null,
      buyXGetY: { ...gift, ...part },
    })),
    ...['', ...HOSTILE_TEXT].map((idempotencyKey) => ({ idempotencyKey })),
  ];
  for (const part of wrong) await expectRefused(create, { ...good, ...part }, ADMIN);
  await expectRefused(create, good, member);
});

it('promotionUpdate and promotionArchive refuse what is wrong with a code, and write nothing', async () => {
  const [update, archive] = [promotionMutationText('promotionUpdate'), promotionMutationText('promotionArchive')];
  const { id: promotionId } = await aPromotion(carts);
  for (const part of WRONG_TERMS) await expectRefused(update, { promotionId, ...part }, ADMIN);
  for (const absent of [newId(), ...MALFORMED_IDS]) {
    await expectRefused(update, { promotionId: absent, priority: 1 }, ADMIN);
    await expectRefused(archive, { promotionId: absent }, ADMIN);
  }
  await expectRefused(update, { promotionId, priority: 1 }, member);
  await expectRefused(archive, { promotionId }, member);
});
