import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { balancesOf, ENTRY_KINDS, type LedgerEntry } from './payment-ledger.js';
import { PAYMENT_TRANSITIONS, PaymentStatus, paymentStatusOf, SECURED } from './payment-status.js';

const statuses = Object.values(PaymentStatus);
const canBe = (from: PaymentStatus, to: PaymentStatus) =>
  PAYMENT_TRANSITIONS.some((one) => one.to === to && one.from.includes(from));

describe('the table of payments', () => {
  it('says of every pair whether it can be', () => {
    const unpaid = ['REQUIRES_PAYMENT', 'REQUIRES_ACTION', 'FAILED', 'CANCELLED'];
    const fromOf = Object.fromEntries(
      statuses.map((to) => [to, statuses.filter((from) => from !== to && canBe(from, to))]),
    );
    expect(fromOf).toEqual({
      REQUIRES_PAYMENT: ['REQUIRES_ACTION'],
      REQUIRES_ACTION: ['REQUIRES_PAYMENT'],
      FAILED: ['REQUIRES_PAYMENT', 'REQUIRES_ACTION'],
      CANCELLED: ['REQUIRES_PAYMENT', 'REQUIRES_ACTION', 'AUTHORIZED'],
      AUTHORIZED: unpaid,
      PARTIALLY_CAPTURED: expect.arrayContaining([...unpaid, 'AUTHORIZED']),
      PAID: expect.arrayContaining([...unpaid, 'AUTHORIZED', 'PARTIALLY_CAPTURED', 'PARTIALLY_REFUNDED', 'REFUNDED']),
      PARTIALLY_REFUNDED: expect.arrayContaining([...unpaid, 'AUTHORIZED', 'PARTIALLY_CAPTURED', 'PAID', 'REFUNDED']),
      REFUNDED: expect.arrayContaining([...unpaid, 'AUTHORIZED', 'PARTIALLY_CAPTURED', 'PAID', 'PARTIALLY_REFUNDED']),
    });
  });

  it('has a word for the timeline in each row, and a row for each status', () => {
    expect(PAYMENT_TRANSITIONS.map(({ to }) => to).sort()).toEqual([...statuses].sort());
    for (const { kinds } of PAYMENT_TRANSITIONS) expect(kinds.length).toBeGreaterThan(0);
  });

  it('never forgets money that came', () => {
    for (const from of SECURED.filter((status) => status !== 'AUTHORIZED')) {
      expect(statuses.filter((to) => canBe(from, to) && !SECURED.includes(to))).toEqual([]);
    }
  });
});

it('allows whatever the ledger may say next', () => {
  /** as Stripe tells it: an authorisation is known before or with what is captured of it, and refunds come after captures */
  const story = fc.tuple(fc.boolean(), fc.array(fc.constantFrom(...ENTRY_KINDS), { maxLength: 6 }));
  fc.assert(
    fc.property(story, ([isManual, kinds]) => {
      const entries: LedgerEntry[] = [];
      let status: PaymentStatus = 'REQUIRES_PAYMENT';
      for (const [index, kind] of kinds.entries()) {
        if (isManual && entries.length === 0) entries.push({ reference: 'pi', kind: 'AUTHORIZED', amountMinor: 10 });
        if (!isManual && kind === 'AUTHORIZED') continue;
        const isRefund = kind.startsWith('REFUND');
        entries.push({
          reference: isRefund ? 're' : 'pi',
          kind,
          amountMinor: isRefund ? 4 : Math.min(10, 3 * (index + 1)),
        });
        const next = paymentStatusOf(balancesOf(entries), status);
        if (next === status) continue;
        expect(`${status} ${next} ${canBe(status, next)}`).toBe(`${status} ${next} true`);
        status = next;
      }
    }),
  );
});
