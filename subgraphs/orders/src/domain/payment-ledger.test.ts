import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { balancesOf, disputeEntries, type LedgerEntry, refundEntries } from './payment-ledger.js';
import { paymentStatusOf } from './payment-status.js';

const captured = (amountMinor: number): LedgerEntry => ({ reference: 'pi_1', kind: 'CAPTURED', amountMinor });
const refund = (id: string, status: 'SUCCEEDED' | 'FAILED', amountMinor: number) =>
  refundEntries({ refundId: id, stripeId: `re_${id}`, amountMinor, status });
const dispute = (status: 'INQUIRY' | 'OPEN' | 'CLOSED' | 'WON' | 'LOST', amountMinor: number) =>
  disputeEntries({ id: 'dp_1', amountMinor, status, reason: 'fraudulent', openedAt: new Date(0) });

/** Six things that Stripe tells of one order: parts taken, a refund that fails, one that does not, a dispute that is won. */
const NEWS: readonly (readonly LedgerEntry[])[] = [
  [captured(700)],
  [captured(1_000)],
  refund('a', 'SUCCEEDED', 300),
  refund('a', 'FAILED', 300),
  refund('b', 'SUCCEEDED', 200),
  dispute('WON', 1_000),
];

function* permutations<Item>(items: readonly Item[]): Generator<Item[]> {
  if (items.length === 0) yield [];
  for (const [index, item] of items.entries()) {
    for (const rest of permutations(items.toSpliced(index, 1))) yield [item, ...rest];
  }
}

describe('the ledger', () => {
  it('comes to the same in all 720 orders of six events', () => {
    const sums = new Set([...permutations(NEWS)].map((news) => JSON.stringify(balancesOf(news.flat()))));
    expect([...sums].map((sum) => JSON.parse(sum))).toEqual([
      { authorizedMinor: 0, capturedMinor: 1_000, refundedMinor: 200, disputedMinor: 0, isReleased: false },
    ]);
  });

  it('comes to the same however often anything is told', () => {
    const kinds = [
      'AUTHORIZED',
      'CAPTURED',
      'CANCELLED',
      'REFUNDED',
      'REFUND_FAILED',
      'DISPUTED',
      'DISPUTE_WON',
    ] as const;
    const anEntry = fc.record({
      reference: fc.constantFrom('a', 'b', 'c'),
      kind: fc.constantFrom(...kinds),
      amountMinor: fc.nat(1_000),
    });
    const told = fc
      .array(anEntry)
      .chain((entries) =>
        fc.tuple(
          fc.constant(entries),
          fc.shuffledSubarray([...entries, ...entries], { minLength: 2 * entries.length }),
        ),
      );
    fc.assert(
      fc.property(told, ([once, often]) => {
        expect(balancesOf(often)).toEqual(balancesOf(once));
      }),
    );
  });

  it('counts the latest sum of one payment, and every payment', () => {
    const other = { reference: 'pi_2', kind: 'CAPTURED', amountMinor: 50 } as const;
    expect(balancesOf([captured(1_000), captured(700), other]).capturedMinor).toBe(1_050);
  });

  it('takes no money for an inquiry, and none back for a refund that waits', () => {
    expect([...dispute('INQUIRY', 10), ...dispute('CLOSED', 10)]).toEqual([]);
    expect(refundEntries({ refundId: 'a', stripeId: 're_a', amountMinor: 5, status: 'PENDING' })).toEqual([]);
  });

  it('has money back from a dispute that was won, by an appeal as well', () => {
    const disputed = (...news: LedgerEntry[]) => balancesOf(news).disputedMinor;
    expect(disputed(...dispute('OPEN', 10))).toBe(10);
    expect(disputed(...dispute('LOST', 10))).toBe(10);
    expect(disputed(...dispute('WON', 10), ...dispute('LOST', 10))).toBe(0);
  });

  it('knows a refund that was not made here by the name that Stripe gave it', () => {
    const [entry] = refundEntries({ refundId: null, stripeId: 're_x', amountMinor: 5, status: 'SUCCEEDED' });
    expect(entry).toEqual({ reference: 're_x', kind: 'REFUNDED', amountMinor: 5 });
  });
});

describe('what the ledger says of a payment', () => {
  const of = (...entries: LedgerEntry[]) => paymentStatusOf(balancesOf(entries), 'REQUIRES_PAYMENT');
  const authorized: LedgerEntry = { reference: 'pi_1', kind: 'AUTHORIZED', amountMinor: 1_000 };
  const released: LedgerEntry = { reference: 'pi_1', kind: 'CANCELLED', amountMinor: 300 };

  it.each([
    ['REQUIRES_PAYMENT', []],
    ['AUTHORIZED', [authorized]],
    ['PARTIALLY_CAPTURED', [authorized, captured(700)]],
    ['PAID', [authorized, captured(700), released]],
    ['PAID', [authorized, captured(1_000)]],
    ['PAID', [captured(1_000)]],
    ['PARTIALLY_REFUNDED', [captured(1_000), ...refund('a', 'SUCCEEDED', 999)]],
    ['REFUNDED', [captured(1_000), ...refund('a', 'SUCCEEDED', 1_000)]],
    ['PAID', [captured(1_000), ...refund('a', 'SUCCEEDED', 1_000), ...refund('a', 'FAILED', 1_000)]],
    ['CANCELLED', [authorized, released]],
  ] as const)('%s', (status, entries) => {
    expect(of(...entries)).toBe(status);
  });

  it('keeps that it was refused', () => {
    expect(paymentStatusOf(balancesOf([released]), 'FAILED')).toBe('FAILED');
  });
});
