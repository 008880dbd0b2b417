import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ReturnStatus } from './return-status.js';
import { bySeller, objectionToReturn, type ReturnBasis, returnablePieces, type SentPieces } from './returnable.js';

const now = new Date('2026-06-30T00:00:00Z');
const daysAgo = (days: number) => new Date(now.getTime() - days * 86_400_000);
const sent = (quantity: number, deliveredAt: Date | null): SentPieces => ({ orderLineId: 'a', quantity, deliveredAt });
const claimed = (quantity: number, status: ReturnStatus, came = 0) => ({
  ...{ orderLineId: 'a', quantity, status },
  ...{ restockedQuantity: came, writtenOffQuantity: 0 },
});
const basis = (facts: Partial<ReturnBasis>): ReturnBasis => ({ sent: [], claimed: [], windowDays: 30, now, ...facts });

describe('what can be sent back', () => {
  it.each([
    ['nothing that is on its way', [sent(2, null)], [], 0],
    ['what was delivered', [sent(2, daysAgo(1)), sent(1, null)], [], 2],
    ['what was delivered on the last day of the window', [sent(2, daysAgo(30))], [], 2],
    ['nothing from a day later', [sent(2, daysAgo(30.01))], [], 0],
    ['less what is announced', [sent(3, daysAgo(1))], [claimed(1, 'REQUESTED'), claimed(1, 'APPROVED')], 1],
    ['less what came of what was announced', [sent(3, daysAgo(1))], [claimed(2, 'RECEIVED', 1)], 2],
    ['not less what was refused', [sent(3, daysAgo(1))], [claimed(3, 'REJECTED'), claimed(3, 'WITHDRAWN')], 3],
    [
      'the late parcel, when the early one went back',
      [sent(1, daysAgo(50)), sent(1, daysAgo(2))],
      [claimed(1, 'COMPLETED', 1)],
      1,
    ],
    ['only the late parcel', [sent(1, daysAgo(50)), sent(1, daysAgo(2))], [], 1],
  ] as const)('is %s', (_, parcels, before, expected) => {
    expect(returnablePieces('a', basis({ sent: parcels, claimed: before }))).toBe(expected);
  });

  it('is never more than was delivered, over any series of requests', () => {
    const requests = fc.array(fc.integer({ min: 1, max: 5 }));
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 9 }), requests, (delivered, asked) => {
        const granted: ReturnType<typeof claimed>[] = [];
        for (const quantity of asked) {
          const facts = basis({ sent: delivered ? [sent(delivered, daysAgo(1))] : [], claimed: granted });
          if (!objectionToReturn({ lineId: 'a', quantity }, facts)) granted.push(claimed(quantity, 'REQUESTED'));
        }
        expect(granted.reduce((sum, { quantity }) => sum + quantity, 0)).toBeLessThanOrEqual(delivered);
      }),
    );
  });
});

it('says why something can not be sent back', () => {
  const codeOf = (quantity: number, facts: Partial<ReturnBasis>) =>
    objectionToReturn({ lineId: 'a', quantity }, basis(facts))?.code;
  expect(codeOf(1, { sent: [sent(1, null)] })).toBe('NOT_DELIVERED');
  expect(codeOf(1, { sent: [sent(1, daysAgo(31))] })).toBe('RETURN_WINDOW_CLOSED');
  expect(codeOf(3, { sent: [sent(2, daysAgo(1))] })).toBe('QUANTITY_EXCEEDED');
  expect(codeOf(1, { sent: [sent(1, daysAgo(1))], claimed: [claimed(1, 'APPROVED')] })).toBe('QUANTITY_EXCEEDED');
  expect(codeOf(1, { sent: [sent(1, daysAgo(40))], claimed: [claimed(1, 'COMPLETED', 1)] })).toBe('QUANTITY_EXCEEDED');
  expect(codeOf(2, { sent: [sent(2, daysAgo(1))] })).toBeUndefined();
});

it('makes one return for each seller', () => {
  const lines = [
    { id: 'a', sellerId: 'x' },
    { id: 'b', sellerId: 'y' },
    { id: 'c', sellerId: 'x' },
  ];
  const groups = bySeller([{ lineId: 'c' }, { lineId: 'b' }, { lineId: 'a' }], lines);
  expect([...groups]).toEqual([
    ['x', [{ lineId: 'c' }, { lineId: 'a' }]],
    ['y', [{ lineId: 'b' }]],
  ]);
});
