import { GUEST, newId, type Viewer } from '@souk/subgraph-kit';
import { aMember } from '@souk/subgraph-kit/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aCart } from './_peers.js';
import { ADDRESS, ADMIN, aSeller, openShop, PLACE, place, placeInput, rowCounts, type Shop } from './_shop.js';

let shop: Shop;
const cart = aCart();
const buyer = aMember();
const facts = { orderId: '', lineId: '', shipmentId: '' };

beforeAll(async () => {
  shop = await openShop();
  shop.peers.carts.set(cart.cartId, cart);
  const { order } = await place(shop, { viewer: buyer, lines: [{ quantity: 2 }] });
  const lines = [{ lineId: order.lines[0].id, quantity: 1 }];
  const input = { orderId: order.id, lines, carrier: 'UPS', trackingNumber: '1' };
  const { data } = await shop.ask(FULFILL, { viewer: ADMIN, variables: { input } });
  Object.assign(facts, { orderId: order.id, lineId: order.lines[0].id, shipmentId: data.orderFulfill.shipment.id });
});
afterAll(() => shop?.[Symbol.asyncDispose]());

const FULFILL =
  'mutation ($input: OrderFulfillInput!) { orderFulfill(input: $input) { shipment { id } userErrors { code } } }';
const CANCEL =
  'mutation ($input: OrderCancelInput!) { orderCancel(input: $input) { order { id } userErrors { code } } }';
const DELIVER =
  'mutation ($input: ShipmentDeliverInput!) { shipmentDeliver(input: $input) { order { id } userErrors { code } } }';

const CODES = ['BAD_USER_INPUT', 'NOT_FOUND', 'FORBIDDEN', 'UNAUTHENTICATED'];

/** Whatever is wrong with it: a coded error, and nothing written; but a key that got its answer is kept. */
async function expectRefusal(mutation: string, input: unknown, viewer: Viewer) {
  const before = await rowCounts(shop);
  const { data, errors } = await shop.ask(mutation, { viewer, variables: { input } });
  const codes = errors?.map(({ extensions }) => extensions.code) ?? [];
  const [payload] = Object.values(data ?? {}) as ({ userErrors: { code: string }[] } | null)[];
  const userErrors = payload?.userErrors ?? [];
  expect(codes.length + userErrors.length, JSON.stringify({ data, errors })).toBeGreaterThan(0);
  for (const code of codes) expect(CODES).toContain(code);
  const { placements, ...after } = await rowCounts(shop);
  expect(after).toEqual({ ...before, placements: undefined });
  return { codes, userErrors };
}

const TEXTS: [string, unknown][] = [
  ['empty', ''],
  ['blank', '   '],
  ['a NUL byte', 'a\0b'],
  ['half a surrogate pair', 'a\ud800b'],
  ['too long', 'x'.repeat(5_000)],
  ['a number', 7],
  ['null', null],
];
const NUMBERS: [string, unknown][] = [
  ['negative', -1],
  ['2^31', 2 ** 31],
  ['2^53', 2 ** 53],
  ['a fraction', 1.5],
  ['text', '1; drop table orders'],
];
const IDS: [string, unknown][] = [['malformed', 'nonsense'], ['unknown', newId()], ...TEXTS];

describe('orderPlace refuses', () => {
  const refuse = (change: Record<string, unknown>) => expectRefusal(PLACE, placeInput(cart, change), buyer);
  const address = (change: Record<string, unknown>) => ({ shippingAddress: { ...ADDRESS, ...change } });

  it.each(IDS)('a cartId that is %s', async (_, cartId) => void (await refuse({ cartId })));
  it.each(NUMBERS)(
    'an expectedCartVersion that is %s',
    async (_, expectedCartVersion) => void (await refuse({ expectedCartVersion })),
  );
  it.each(NUMBERS)(
    'an expectedTotal that is %s',
    async (_, minorUnits) => void (await refuse({ expectedTotal: { minorUnits, currency: 'USD' } })),
  );
  it.each(TEXTS)('an idempotencyKey that is %s', async (_, idempotencyKey) => void (await refuse({ idempotencyKey })));
  it.each([...TEXTS, ['no address', 'ada'], ['two', 'a@b.c, d@e.f']])(
    'an email that is %s',
    async (_, email) => void (await refuse({ email })),
  );
  it.each(TEXTS)('a city that is %s', async (_, city) => void (await refuse(address({ city }))));
  it.each([...TEXTS, ['no country', 'XX']])(
    'a country that is %s',
    async (_, country) => void (await refuse(address({ country }))),
  );
  it.each([...TEXTS, ['no payment method', 'tok_visa'], ['an injection', 'pm_x&amount=1']])(
    'a payment token that is %s',
    async (_, token) => void (await refuse({ paymentMethod: { type: 'CARD', token } })),
  );
  it('an unknown type of payment', async () => void (await refuse({ paymentMethod: { type: 'GOLD', token: 'pm_x' } })));
  it.each([
    ['a NUL byte', 'a\0b'],
    ['too long', 'x'.repeat(101)],
  ])('a shippingOptionId with %s', async (_, shippingOptionId) => void (await refuse({ shippingOptionId })));
});

describe('orderCancel refuses', () => {
  const refuse = (change: Record<string, unknown>, viewer: Viewer = buyer) =>
    expectRefusal(CANCEL, { orderId: facts.orderId, idempotencyKey: newId(), ...change }, viewer);

  it.each(IDS)('an orderId that is %s', async (_, orderId) => void (await refuse({ orderId })));
  it.each(TEXTS)('an idempotencyKey that is %s', async (_, idempotencyKey) => void (await refuse({ idempotencyKey })));
  it.each(TEXTS.filter(([name]) => ['a NUL byte', 'half a surrogate pair', 'too long', 'a number'].includes(name)))(
    'a reason that is %s',
    async (_, reason) => void (await refuse({ reason })),
  );
  it.each([
    ['a guest', GUEST, 'NOT_FOUND'],
    ['somebody else', aMember(), 'NOT_FOUND'],
    ['a seller of other things', aSeller(), 'NOT_FOUND'],
  ] as const)('%s', async (_, viewer, code) => {
    expect((await refuse({}, viewer)).codes).toEqual([code]);
  });
});

describe('orderFulfill refuses', () => {
  const refuse = (change: Record<string, unknown>) =>
    expectRefusal(FULFILL, { orderId: facts.orderId, carrier: 'UPS', trackingNumber: '1', ...change }, ADMIN);
  const line = (change: Record<string, unknown>) => ({ lines: [{ lineId: facts.lineId, quantity: 1, ...change }] });

  it.each(IDS)('an orderId that is %s', async (_, orderId) => void (await refuse({ orderId })));
  it.each(IDS)('a lineId that is %s', async (_, lineId) => void (await refuse(line({ lineId }))));
  it.each([...NUMBERS, ['zero', 0], ['more than there are', 2]])(
    'a quantity that is %s',
    async (_, quantity) => void (await refuse(line({ quantity }))),
  );
  it.each(TEXTS)('a carrier that is %s', async (_, carrier) => void (await refuse({ carrier })));
  it.each(TEXTS)('a trackingNumber that is %s', async (_, trackingNumber) => void (await refuse({ trackingNumber })));
  it('no lines, the same line twice, too many', async () => {
    await refuse({ lines: [] });
    await refuse({ lines: [...line({}).lines, ...line({}).lines] });
    await refuse({ lines: Array.from({ length: 201 }, () => ({ lineId: newId(), quantity: 1 })) });
  });
});

describe('shipmentDeliver refuses', () => {
  it.each(IDS)('a shipmentId that is %s', async (_, shipmentId) => {
    await expectRefusal(DELIVER, { shipmentId }, ADMIN);
  });
  it('somebody else', async () => {
    expect((await expectRefusal(DELIVER, { shipmentId: facts.shipmentId }, aSeller())).codes).toEqual(['NOT_FOUND']);
  });
});

describe('returnRequest refuses', () => {
  const REQUEST =
    'mutation ($input: ReturnRequestInput!) { returnRequest(input: $input) { returns { id } userErrors { code } } }';
  const refuse = (change: Record<string, unknown>, viewer: Viewer = buyer) => {
    const lines = [{ lineId: facts.lineId, quantity: 1, reason: 'OTHER' }];
    return expectRefusal(REQUEST, { orderId: facts.orderId, lines, idempotencyKey: newId(), ...change }, viewer);
  };
  const line = (change: Record<string, unknown>) => ({
    lines: [{ lineId: facts.lineId, quantity: 1, reason: 'OTHER', ...change }],
  });

  it.each(IDS)('an orderId that is %s', async (_, orderId) => void (await refuse({ orderId })));
  it.each(IDS)('a lineId that is %s', async (_, lineId) => void (await refuse(line({ lineId }))));
  it.each([...NUMBERS, ['zero', 0]])(
    'a quantity that is %s',
    async (_, quantity) => void (await refuse(line({ quantity }))),
  );
  it.each(TEXTS)('a reason that is %s', async (_, reason) => void (await refuse(line({ reason }))));
  it.each(TEXTS)('an idempotencyKey that is %s', async (_, idempotencyKey) => void (await refuse({ idempotencyKey })));
  it('no lines, the same line twice, too many', async () => {
    await refuse({ lines: [] });
    await refuse({ lines: [...line({}).lines, ...line({}).lines] });
    await refuse({ lines: Array.from({ length: 201 }, () => ({ lineId: newId(), quantity: 1, reason: 'OTHER' })) });
  });
  it('what is still on its way', async () => {
    // a refusal in words is the key's answer, so the key is kept
    const { errors, data } = await shop.ask(REQUEST, {
      viewer: buyer,
      variables: { input: { orderId: facts.orderId, ...line({}), idempotencyKey: newId() } },
    });
    expect(errors).toBeUndefined();
    expect(data.returnRequest.userErrors).toMatchObject([{ code: 'NOT_DELIVERED' }]);
  });
});

describe.each(['returnApprove', 'returnReject', 'returnReceive', 'returnRefund'])('%s refuses', (name) => {
  const type = `${name[0]?.toUpperCase()}${name.slice(1)}Input`;
  const mutation = `mutation ($input: ${type}!) { ${name}(input: $input) { return { id } userErrors { code } } }`;
  const inputs: Record<string, Record<string, unknown>> = {
    returnReject: { answer: 'No' },
    returnReceive: { lines: [{ lineId: newId(), restockedQuantity: 1 }], idempotencyKey: 'k' },
    returnRefund: { idempotencyKey: 'k' },
  };
  it.each(IDS)('a returnId that is %s', async (_, returnId) => {
    await expectRefusal(mutation, { ...inputs[name], returnId }, ADMIN);
  });
});
