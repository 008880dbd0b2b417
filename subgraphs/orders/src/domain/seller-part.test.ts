import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { OrderEvent } from './order.js';
import { eventForSellers, fulfilmentOfLines, totalsOfLines } from './seller-part.js';

const delivered = { deliveredAt: new Date() };
const underWay = { deliveredAt: null };

describe('a seller’s part', () => {
  it('comes to the sum of its lines, and the parts to the order without its shipping', () => {
    const amount = fc.integer({ min: 0, max: 1_000_000 });
    const line = fc.record({
      sellerId: fc.constantFrom('a', 'b', 'c'),
      subtotalMinor: amount,
      discountMinor: amount,
      taxMinor: amount,
    });
    fc.assert(
      fc.property(fc.array(line), (lines) => {
        const parts = ['a', 'b', 'c'].map((id) => totalsOfLines(lines.filter(({ sellerId }) => sellerId === id)));
        const sum = parts.reduce((total, { totalMinor }) => total + totalMinor, 0);
        expect(sum).toBe(totalsOfLines(lines).totalMinor);
      }),
    );
  });

  it('has come as far as its own lines', () => {
    const lines = [{ id: 'a', quantity: 2, droppedQuantity: 0 }];
    const others = { orderLineId: 'b', quantity: 5, ...delivered };
    const some = { orderLineId: 'a', quantity: 1 };
    expect(fulfilmentOfLines(lines, [others])).toBe('UNFULFILLED');
    expect(fulfilmentOfLines(lines, [others, { ...some, ...delivered }])).toBe('PARTIALLY_FULFILLED');
    expect(
      fulfilmentOfLines(lines, [
        { ...some, ...delivered },
        { ...some, ...underWay },
      ]),
    ).toBe('FULFILLED');
    expect(
      fulfilmentOfLines(lines, [
        { ...some, ...delivered },
        { ...some, ...delivered },
      ]),
    ).toBe('DELIVERED');
    const dropped = lines.map((line) => ({ ...line, droppedQuantity: 1 }));
    expect(fulfilmentOfLines(dropped, [{ ...some, ...delivered }])).toBe('DELIVERED');
  });
});

describe('what a seller reads of the timeline', () => {
  const event = (facts: Partial<OrderEvent>): OrderEvent => ({
    orderId: 'o',
    version: 2,
    kind: 'SHIPMENT_SENT',
    status: 'PROCESSING',
    previousStatus: 'PROCESSING',
    message: 'A part of the order left with DHL',
    at: new Date(0),
    ...facts,
  });

  it('is every change of status, and nothing of other people’s parcels', () => {
    expect(eventForSellers(event({}))).toBeNull();
    expect(eventForSellers(event({ status: 'SHIPPED' }))).toMatchObject({ version: 2, kind: 'SHIPMENT_SENT' });
    expect(eventForSellers(event({ status: 'PENDING', previousStatus: null }))).not.toBeNull();
  });

  it('does not say why a payment was refused', () => {
    const message = 'The payment was refused: insufficient_funds';
    const refused = event({ kind: 'PAYMENT_FAILED', previousStatus: 'PENDING', status: 'CANCELLED', message });
    expect(eventForSellers(refused)).toMatchObject({ kind: 'ORDER_CANCELLED', message: 'The order was cancelled' });
  });
});
