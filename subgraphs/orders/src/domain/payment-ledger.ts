import type { DisputeReport, RefundReport } from './payment.js';

/** What can happen to the money of an order. */
export const ENTRY_KINDS = [
  'AUTHORIZED',
  'CAPTURED',
  /** what was authorised and not captured is let go */
  'CANCELLED',
  'REFUNDED',
  'REFUND_FAILED',
  /** the bank took it back */
  'DISPUTED',
  'DISPUTE_WON',
  'DISPUTE_LOST',
] as const;
export type EntryKind = (typeof ENTRY_KINDS)[number];

/**
 * One line of the ledger: "of this thing, so much has been …". Amounts of one thing and kind are told as sums so far, so the highest one
 * counts; the same line told twice is one line.
 */
export interface LedgerEntry {
  /** of what moved: an intent, a refund, a dispute */
  readonly reference: string;
  readonly kind: EntryKind;
  /** minor units, ≥ 0 */
  readonly amountMinor: number;
}

export interface PaymentBalances {
  readonly authorizedMinor: number;
  readonly capturedMinor: number;
  readonly refundedMinor: number;
  /** taken back for disputes that were not won */
  readonly disputedMinor: number;
  /** nothing more can be captured */
  readonly isReleased: boolean;
}

/** What the entries come to, in whatever order and however often they are given. Source: docs/decisions/0023-payment-ledger.md */
export function balancesOf(entries: Iterable<LedgerEntry>): PaymentBalances {
  const things = new Map<string, Partial<Record<EntryKind, number>>>();
  for (const { reference, kind, amountMinor } of entries) {
    const thing = things.get(reference) ?? {};
    thing[kind] = Math.max(thing[kind] ?? 0, amountMinor);
    things.set(reference, thing);
  }
  const all = [...things.values()];
  const sum = (kind: EntryKind, unless?: EntryKind) =>
    all.reduce((total, thing) => total + (unless && unless in thing ? 0 : (thing[kind] ?? 0)), 0);
  return {
    authorizedMinor: sum('AUTHORIZED'),
    capturedMinor: sum('CAPTURED'),
    refundedMinor: sum('REFUNDED', 'REFUND_FAILED'),
    disputedMinor: sum('DISPUTED', 'DISPUTE_WON'),
    isReleased: all.some((thing) => 'CANCELLED' in thing),
  };
}

/** What a refund's report says of the money; a pending one has not moved any. */
export function refundEntries({ refundId, stripeId, amountMinor, status }: RefundReport): LedgerEntry[] {
  const reference = refundId ?? stripeId;
  if (!reference || status === 'PENDING') return [];
  return [{ reference, kind: status === 'SUCCEEDED' ? 'REFUNDED' : 'REFUND_FAILED', amountMinor }];
}

/** What a dispute's report says of the money; an inquiry has not taken any. */
export function disputeEntries({ id: reference, amountMinor, status }: DisputeReport): LedgerEntry[] {
  switch (status) {
    case 'INQUIRY':
    case 'CLOSED':
      return [];
    case 'OPEN':
      return [{ reference, kind: 'DISPUTED', amountMinor }];
    case 'WON':
    case 'LOST':
      return [
        { reference, kind: 'DISPUTED', amountMinor },
        { reference, kind: `DISPUTE_${status}`, amountMinor },
      ];
    default:
      return status satisfies never;
  }
}
