import { randomUUID } from 'node:crypto';
import { GUEST, newId, type Viewer } from '@souk/subgraph-kit';
import { aMember, until } from '@souk/subgraph-kit/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aCart } from './_peers.js';
import { ADMIN, aSeller, openShop, PLACE, payingWith, place, placeInput, type Shop } from './_shop.js';

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});
afterAll(() => shop?.[Symbol.asyncDispose]());

const DOCUMENTS = 'documents { kind number amount { minorUnits } url } shipments { id packingSlipUrl }';

async function read(orderId: string, viewer: Viewer) {
  const query = `query ($id: ID!) { order(id: $id) { ${DOCUMENTS} } }`;
  return (await shop.ask(query, { viewer, variables: { id: orderId } })).data.order;
}
const documentsOf = (orderId: string, count: number, viewer: Viewer = ADMIN) =>
  until(async () => {
    const { documents } = await read(orderId, viewer);
    return documents.length === count && documents;
  });
async function open(url: string) {
  const response = await fetch(url);
  return { status: response.status, headers: response.headers, text: await response.text() };
}
async function send(orderId: string, viewer: Viewer) {
  const query =
    'mutation ($input: OrderFulfillInput!) { orderFulfill(input: $input) { shipment { id packingSlipUrl } } }';
  const input = { orderId, carrier: 'DHL', trackingNumber: 'JD 1' };
  return (await shop.ask(query, { viewer, variables: { input } })).data.orderFulfill.shipment;
}

describe('an invoice', () => {
  it('is issued when the order is paid, and says what the order says', async () => {
    const viewer = aMember();
    const { order } = await place(shop, { viewer, lines: [{ quantity: 3, unitPriceMinor: 1_999 }] });
    const [invoice, ...others] = await documentsOf(order.id, 1, viewer);
    expect(others).toEqual([]);
    expect(invoice).toMatchObject({
      kind: 'INVOICE',
      amount: { minorUnits: order.totals.total.minorUnits },
      number: expect.stringMatching(/^INV-\d{6}$/),
    });
    const page = await open(invoice.url);
    expect(page.status).toBe(200);
    for (const part of [
      invoice.number,
      order.number,
      'Ada Lovelace',
      '59.97 USD',
      '5.00 USD',
      '6.00 USD',
      '70.97 USD',
    ]) {
      expect(page.text).toContain(part);
    }
    expect(page.text).toContain('@media print');
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(page.headers.get('cache-control')).toBe('private, no-store');
  });

  it('tells the tax that is in the price, where prices include it', async () => {
    const cart = aCart([{ quantity: 2, unitPriceMinor: 11_900 }]);
    const lines = cart.lines.map((line) => ({
      ...line,
      ...{ taxMinor: 0, includedTaxMinor: 3_800, taxRateBasisPoints: 1_900 },
    }));
    const totals = { ...cart.totals, taxMinor: 0, totalMinor: 24_300 };
    const shippingTax = { taxMinor: 0, includedTaxMinor: 80, rateBasisPoints: 1_900 };
    shop.peers.carts.set(cart.cartId, { ...cart, lines, totals, shippingTax, pricesIncludeTax: true });
    const { data } = await shop.ask(PLACE, { variables: { input: placeInput(cart) } });
    const [invoice] = await documentsOf(data.orderPlace.order.id, 1);
    const { text } = await open(invoice.url);
    for (const part of ['19 %', '243.00 USD', 'Tax in it', '38.80 USD']) expect(text).toContain(part);
  });

  it('shows what people wrote as text, whatever it is', async () => {
    const shippingAddress = {
      recipient: '<script>alert(1)</script>',
      line1: '1 "Main" & Co',
      city: 'P',
      postalCode: '1',
      country: 'US',
    };
    const { order } = await place(shop, { shippingAddress });
    const [invoice] = await documentsOf(order.id, 1);
    const { text } = await open(invoice.url);
    expect(text).not.toContain('<script');
    expect(text).toContain('&#60;script&#62;alert(1)');
  });

  it('is followed by a credit note for what was refunded', async () => {
    const { order } = await place(shop);
    await documentsOf(order.id, 1);
    const input = { orderId: order.id, amountMinor: 700, reason: 'A scratch', idempotencyKey: randomUUID() };
    const query = 'mutation ($input: OrderRefundInput!) { orderRefund(input: $input) { userErrors { code } } }';
    await shop.ask(query, { viewer: ADMIN, variables: { input } });
    const [invoice, note] = await documentsOf(order.id, 2);
    expect(note).toMatchObject({
      kind: 'CREDIT_NOTE',
      amount: { minorUnits: 700 },
      number: expect.stringMatching(/^CN-\d{6}$/),
    });
    const { text } = await open(note.url);
    for (const part of [note.number, invoice.number, 'A scratch', '7.00 USD']) expect(text).toContain(part);
  });

  it('is not there for an order that was never paid, nor for a seller', async () => {
    const seller = aSeller();
    const unpaid = await place(shop, payingWith('pm_card_chargeDeclined'));
    const { order } = await place(shop, { lines: [{ sellerId: seller.id }] });
    await documentsOf(order.id, 1);
    const { data } = await shop.ask(`{ orders { nodes { ${DOCUMENTS} } } }`, { viewer: seller });
    expect(data.orders.nodes).toMatchObject([{ documents: [] }]);
    expect((await read(unpaid.order.id, ADMIN)).documents).toEqual([]);
  });
});

it('numbers have no gap and no twin, however many orders are paid at once and whatever is rolled back', async () => {
  const { sql } = shop.database;
  const rolledBack = sql.begin(async (tx) => {
    await tx`update document_series set issued = issued + 1`;
    throw new Error('rolled back');
  });
  await expect(rolledBack).rejects.toThrow('rolled back');
  const placed = await Promise.all(Array.from({ length: 8 }, () => place(shop)));
  await Promise.all(placed.map(({ order }) => documentsOf(order.id, 1)));
  for (const prefix of ['INV', 'CN']) {
    const rows = await sql`select number from order_documents where number like ${`${prefix}-%`} order by number`;
    const numbers = rows.map(({ number }) => Number(number.slice(prefix.length + 1)));
    expect(numbers).toEqual(numbers.map((_, index) => index + 1));
    expect(numbers.length).toBeGreaterThan(0);
  }
});

describe('a packing slip', () => {
  it('lists what lies in the parcel and where it goes, without prices; a seller’s lists the own pieces', async () => {
    const [hers, his] = [aSeller(), aSeller()];
    const lines = [{ sellerId: hers.id, quantity: 2 }, { sellerId: his.id }];
    const buyer = aMember();
    const { order } = await place(shop, { viewer: buyer, lines });
    const shipment = await send(order.id, ADMIN);
    const all = await open(shipment.packingSlipUrl);
    for (const part of ['SKU-0', 'SKU-1', 'Ada Lovelace', 'DHL JD 1']) expect(all.text).toContain(part);
    for (const part of ['USD', 'ada@example.com']) expect(all.text).not.toContain(part);
    const { data } = await shop.ask(`{ orders { nodes { ${DOCUMENTS} } } }`, { viewer: his });
    const own = await open(data.orders.nodes[0].shipments[0].packingSlipUrl);
    expect(own.text).toContain('SKU-1');
    expect(own.text).not.toContain('SKU-0');
    expect((await read(order.id, buyer)).shipments).toMatchObject([{ packingSlipUrl: null }]);
  });

  it('and an invoice open by the link alone: nothing else does, and nothing tells why', async () => {
    const { order } = await place(shop);
    const [{ url }] = await documentsOf(order.id, 1);
    const shipment = await send(order.id, ADMIN);
    const wrong = [
      url.replace(/documents\/[^?]+/, `documents/${newId()}`),
      url.replace(/expires=\d+/, 'expires=99999999999999'),
      url.replace(/signature=.*/, ''),
      url.split('?')[0],
      `${shipment.packingSlipUrl.split('?')[0]}?${url.split('?')[1]}`,
    ];
    const answers = await Promise.all(wrong.map((one) => open(one)));
    expect(new Set(answers.map(({ status, text }) => `${status} ${text}`)).size).toBe(1);
    expect(answers[0]?.status).toBe(404);
    expect((await open(url)).status).toBe(200);
  });
});

describe('notes', () => {
  const ADD = `mutation ($input: OrderNoteAddInput!) { orderNoteAdd(input: $input) { note { id body isForBuyer } userErrors { code } } }`;
  const add = async (orderId: string, viewer: Viewer, facts: Record<string, unknown>) => {
    const input = { orderId, idempotencyKey: randomUUID(), ...facts };
    const { data, errors } = await shop.ask(ADD, { viewer, variables: { input } });
    return { ...data?.orderNoteAdd, code: errors?.[0]?.extensions.code };
  };
  const notesOf = async (orderId: string, viewer: Viewer) => {
    const query = 'query ($id: ID!) { order(id: $id) { notes { body } } }';
    const { data } = await shop.ask(query, { viewer, variables: { id: orderId } });
    return data.order.notes.map(({ body }: { body: string }) => body);
  };

  it('are read by those they are for', async () => {
    const [hers, his, buyer] = [aSeller(), aSeller(), aMember()];
    const { order } = await place(shop, { viewer: buyer, lines: [{ sellerId: hers.id }, { sellerId: his.id }] });
    expect((await add(order.id, ADMIN, { body: 'Rang the buyer' })).note).toMatchObject({ isForBuyer: false });
    await add(order.id, ADMIN, { body: 'We are sorry', isForBuyer: true });
    await add(order.id, hers, { body: 'In the blue box' });
    const again = { body: 'A gift is inside', isForBuyer: true, idempotencyKey: 'gift' };
    const [one, two] = [await add(order.id, hers, again), await add(order.id, hers, again)];
    expect(two.note.id).toBe(one.note.id);
    expect(await notesOf(order.id, ADMIN)).toEqual([
      'Rang the buyer',
      'We are sorry',
      'In the blue box',
      'A gift is inside',
    ]);
    expect(await notesOf(order.id, buyer)).toEqual(['We are sorry', 'A gift is inside']);
    expect(await notesOf(order.id, hers)).toEqual(['In the blue box', 'A gift is inside']);
    expect(await notesOf(order.id, his)).toEqual([]);
  });

  it('are written by the staff alone', async () => {
    const buyer = aMember();
    const { order } = await place(shop, { viewer: buyer });
    expect((await add(order.id, buyer, { body: 'x' })).code).toBe('FORBIDDEN');
    expect((await add(order.id, aSeller(), { body: 'x' })).code).toBe('NOT_FOUND');
    expect((await add(order.id, GUEST, { body: 'x' })).code).toBe('UNAUTHENTICATED');
    expect((await add(newId(), ADMIN, { body: 'x' })).code).toBe('NOT_FOUND');
    for (const body of ['', 'a\0b', 'x'.repeat(2_001)])
      expect((await add(order.id, ADMIN, { body })).code).toBe('BAD_USER_INPUT');
    expect(await notesOf(order.id, ADMIN)).toEqual([]);
  });
});
