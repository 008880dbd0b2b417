import { newId } from '@souk/subgraph-kit';
import { until } from '@souk/subgraph-kit/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  PartnerApproveReturnDocument,
  PartnerDeliverShipmentDocument,
  PartnerFulfilOrderDocument,
  PartnerReceiveReturnDocument,
  PartnerRefundReturnDocument,
} from '../schema/generated/partners/graphql.js';
import { OrderPapersDocument, RequestReturnDocument } from '../schema/generated/storefront/graphql.js';
import { aVariant, required, type Souk, startSouk } from './_souk.js';

let souk: Souk;
let admin: string;

beforeAll(async () => {
  souk = await startSouk();
  admin = await souk.logIn('ADMIN');
});
afterAll(() => souk?.[Symbol.asyncDispose]());

async function stockOf(variantId: string): Promise<number> {
  const query = 'query ($id: ID!) { productVariant(id: $id) { availability { availableQuantity } } }';
  const { data } = await souk.ask<{ productVariant: { availability: { availableQuantity: number } } }, unknown>(
    query,
    { id: variantId },
    admin,
  );
  return data.productVariant.availability.availableQuantity;
}

it('what is sent back lies on the shelf again, its money is with the buyer, and the papers say so', async () => {
  const { variant } = aVariant({ pieces: 20 });
  const before = await stockOf(variant.id);
  const buyer = await souk.register();
  const cart = await souk.cartOf([{ variantId: variant.id, quantity: 3 }], buyer.token);
  const placed = await souk.placeOrder({ cartId: cart.id, expectedCartVersion: cart.version }, buyer.token);
  const orderId = required(placed.data.orderPlace.order).id;
  await until(async () => (await stockOf(variant.id)) === before - 3, { what: 'the pieces to be taken' });

  const parcel = { orderId, carrier: 'PostNL', trackingNumber: '3SSOUK2' };
  const sent = await souk.ask(PartnerFulfilOrderDocument, { input: parcel }, admin);
  const shipmentId = required(sent.data.orderFulfill.order?.shipments[0]).id;
  await souk.ask(PartnerDeliverShipmentDocument, { input: { shipmentId } }, admin);
  const lines = await souk.ask<{ order: { lines: { id: string }[] } }, unknown>(
    'query ($id: ID!) { order(id: $id) { lines { id } } }',
    { id: orderId },
    buyer.token,
  );
  const lineId = required(lines.data.order.lines[0]).id;

  const request = { orderId, lines: [{ lineId, quantity: 3, reason: 'DAMAGED' as const }], idempotencyKey: newId() };
  const requested = await souk.ask(RequestReturnDocument, { input: request }, buyer.token);
  const returnId = required(requested.data.returnRequest.returns[0]).id;
  await souk.ask(PartnerApproveReturnDocument, { input: { returnId } }, admin);
  const came = [{ lineId, restockedQuantity: 2, writtenOffQuantity: 1 }];
  await souk.ask(PartnerReceiveReturnDocument, { input: { returnId, lines: came, idempotencyKey: newId() } }, admin);
  await until(async () => (await stockOf(variant.id)) === before - 1, { what: 'two of three to be on the shelf' });

  await souk.ask(PartnerRefundReturnDocument, { input: { returnId, idempotencyKey: newId() } }, admin);
  const papers = await until(async () => {
    const { data } = await souk.ask(OrderPapersDocument, { id: orderId }, buyer.token);
    return data.order?.status === 'RETURNED' && data.order.documents.length === 2 && data.order;
  });
  expect(papers).toMatchObject({ status: 'RETURNED', returns: [{ id: returnId, status: 'COMPLETED' }] });
  expect(papers.documents.map(({ kind }) => kind)).toEqual(['INVOICE', 'CREDIT_NOTE']);
  const note = await (await fetch(required(papers.documents[1]).url)).text();
  expect(note).toContain(required(papers.returns[0]?.refunded).amount);
});
