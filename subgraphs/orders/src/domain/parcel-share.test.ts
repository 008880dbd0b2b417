import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { OrderLine } from './order.js';
import { parcelShare } from './parcel-share.js';

const aLine = (id: string, quantity: number, subtotalMinor: number): OrderLine => ({
  ...{ id, orderId: 'o', variantId: 'v', productId: 'p', sellerId: 's', sku: 'SKU', name: 'Thing' },
  ...{ quantity, unitPriceMinor: 1, subtotalMinor, discountMinor: 0, taxMinor: 0 },
  ...{ includedTaxMinor: 0, taxRateBasisPoints: null, returnedQuantity: 0, refundedQuantity: 0, droppedQuantity: 0 },
  ...{ backorderedQuantity: 0, arrivedQuantity: 0, backorderLeadDays: null },
});
const order = { currency: 'USD', shippingMinor: 500 } as const;

it('has the shipping in the first parcel, and leaves what is left to the last', () => {
  const lines = [aLine('a', 3, 1_000), aLine('b', 1, 50)];
  const parcels = [
    { shipmentId: '1', orderLineId: 'a', quantity: 1 },
    { shipmentId: '2', orderLineId: 'a', quantity: 2 },
    { shipmentId: '3', orderLineId: 'b', quantity: 1 },
  ];
  const share = (count: number) =>
    parcelShare(order, { shipmentId: String(count), lines, sent: parcels.slice(0, count) });
  expect([share(1), share(2), share(3)]).toEqual([834, 666, null]);
});

it('never comes to more than the order before the last parcel', () => {
  const sizes = fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 2, maxLength: 6 });
  fc.assert(
    fc.property(sizes, fc.nat(10_000), (parcels, subtotalMinor) => {
      const lines = [
        aLine(
          'a',
          parcels.reduce((sum, size) => sum + size, 0),
          subtotalMinor,
        ),
      ];
      const sent = parcels.map((quantity, index) => ({ shipmentId: String(index), orderLineId: 'a', quantity }));
      const shares = sent.map(({ shipmentId }, index) =>
        parcelShare(order, { shipmentId, lines, sent: sent.slice(0, index + 1) }),
      );
      expect(shares.at(-1)).toBeNull();
      const taken = shares.reduce<number>((sum, share) => sum + (share ?? 0), 0);
      expect(taken).toBeLessThanOrEqual(subtotalMinor + order.shippingMinor);
    }),
  );
});
