import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shareOfPieces } from './line-share.js';
import type { OrderLine } from './order.js';
import { measureRefund, piecesToDrop, type RefundScope } from './refund.js';

const aLine = (facts: Partial<OrderLine> = {}): OrderLine => ({
  ...{ id: 'a', orderId: 'o', variantId: 'v', productId: 'p', sellerId: 's', sku: 'SKU', name: 'Thing' },
  ...{ quantity: 3, unitPriceMinor: 100, subtotalMinor: 300, discountMinor: 10, taxMinor: 30 },
  ...{ includedTaxMinor: 0, taxRateBasisPoints: null, returnedQuantity: 0, refundedQuantity: 0, droppedQuantity: 0 },
  ...{ backorderedQuantity: 0, arrivedQuantity: 0, backorderLeadDays: null },
  ...facts,
});
const measure = (
  scope: RefundScope,
  facts: { line?: Partial<OrderLine>; sent?: number; leftMinor?: number; isTakenByParcel?: boolean } = {},
) =>
  measureRefund(scope, {
    currency: 'USD',
    leftMinor: facts.leftMinor ?? 1_000,
    lines: [aLine(facts.line)],
    sent: facts.sent ? [{ orderLineId: 'a', quantity: facts.sent }] : [],
    isTakenByParcel: facts.isTakenByParcel ?? false,
  });
const pieces = (quantity: number): RefundScope => ({ kind: 'pieces', lines: [{ lineId: 'a', quantity }] });

describe('what pieces of a line cost', () => {
  it('comes to the whole line, in whatever portions they are taken', () => {
    const line = fc.record({ subtotal: fc.nat(100_000), discount: fc.nat(100), tax: fc.nat(5_000) });
    const portions = fc.array(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(line, portions, fc.constantFrom('USD', 'KWD'), ({ subtotal, discount, tax }, sizes, currency) => {
        const step = currency === 'KWD' ? 10 : 1;
        const priced = {
          quantity: sizes.reduce((sum, size) => sum + size, 0),
          subtotalMinor: subtotal * step,
          discountMinor: Math.min(discount, subtotal) * step,
          taxMinor: tax * step,
        };
        let skip = 0;
        let sum = 0;
        for (const quantity of sizes) {
          const share = shareOfPieces(priced, { skip, quantity }, currency);
          expect(share % step).toBe(0);
          sum += share;
          skip += quantity;
        }
        expect(sum).toBe(priced.subtotalMinor - priced.discountMinor + priced.taxMinor);
      }),
    );
  });
});

describe('a refund', () => {
  it('is everything that is left, an amount, or the price of pieces', () => {
    expect(measure({ kind: 'rest' }, { leftMinor: 77 })).toBe(77);
    expect(measure({ kind: 'amount', amountMinor: 77 })).toBe(77);
    expect(measure(pieces(1))).toBe(107);
    expect(measure(pieces(2), { line: { refundedQuantity: 1, droppedQuantity: 1 } })).toBe(213);
  });

  it('is never more than is left', () => {
    expect(measure({ kind: 'amount', amountMinor: 1_001 })).toMatchObject({ code: 'REFUND_EXCEEDED' });
    expect(measure(pieces(3), { leftMinor: 319 })).toMatchObject({ code: 'REFUND_EXCEEDED', field: 'lines' });
    expect(measure({ kind: 'rest' }, { leftMinor: 0 })).toMatchObject({ code: 'NOTHING_TO_REFUND' });
    const capped: RefundScope = { kind: 'pieces', lines: [{ lineId: 'a', quantity: 3 }], isCapped: true };
    expect([measure(capped, { leftMinor: 319 }), measure(capped)]).toEqual([319, 320]);
  });

  it('is for no piece that is on its way or with the buyer, until it came back', () => {
    expect(measure(pieces(2), { sent: 2 })).toMatchObject({ code: 'QUANTITY_EXCEEDED' });
    expect(measure(pieces(1), { sent: 2 })).toBe(107);
    expect(measure(pieces(2), { sent: 2, line: { returnedQuantity: 1 } })).toBe(214);
  });

  it('is for no piece that was neither sent nor paid, when money is taken with each parcel', () => {
    const facts = { isTakenByParcel: true, sent: 2 };
    expect(measure(pieces(1), facts)).toMatchObject({ code: 'QUANTITY_EXCEEDED' });
    expect(measure(pieces(1), { ...facts, line: { returnedQuantity: 1 } })).toBe(107);
  });

  it('is for no piece twice', () => {
    expect(measure(pieces(2), { line: { refundedQuantity: 2, droppedQuantity: 2 } })).toMatchObject({
      code: 'QUANTITY_EXCEEDED',
    });
  });

  it('is for dropped pieces again, when their refund has failed', () => {
    expect(measure(pieces(2), { sent: 1, line: { droppedQuantity: 2 } })).toBe(214);
    expect(measure(pieces(3), { sent: 1, line: { droppedQuantity: 2 } })).toMatchObject({ code: 'QUANTITY_EXCEEDED' });
  });

  it('is an amount that a card takes', () => {
    const basis = { currency: 'KWD', leftMinor: 1_000, lines: [], sent: [], isTakenByParcel: false } as const;
    expect(measureRefund({ kind: 'amount', amountMinor: 55 }, basis)).toMatchObject({ code: 'AMOUNT_NOT_CHARGEABLE' });
    expect(measureRefund({ kind: 'amount', amountMinor: 50 }, basis)).toBe(50);
  });
});

it('drops what is still to be sent, and of what came back or was dropped before nothing', () => {
  const dropped = (quantity: number, line: Partial<OrderLine>) =>
    piecesToDrop([{ lineId: 'a', quantity }], [aLine(line)]).map((pieces) => pieces.quantity);
  expect(dropped(2, {})).toEqual([2]);
  expect(dropped(2, { returnedQuantity: 1 })).toEqual([1]);
  expect(dropped(1, { returnedQuantity: 1 })).toEqual([]);
  expect(dropped(2, { returnedQuantity: 1, refundedQuantity: 1 })).toEqual([2]);
  expect(dropped(1, { droppedQuantity: 1 })).toEqual([]);
});
