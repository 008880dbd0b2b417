import type { Stripe } from 'stripe';
import type { Ledger } from '../ledger.js';
import type { MovedEntry, Movement } from './movement.js';
import { add, noMoney, type Totals } from './totals.js';

const MAX_MOVEMENTS = 200_000;

export interface WitnessReport {
  /** by `metadata.orderId` */
  readonly orders: Readonly<Record<string, Totals & { readonly currency: string }>>;
  /** by currency, payments without an order id included */
  readonly account: Readonly<Record<string, Totals>>;
  /** one sentence per charge whose object tells another story than its movements; empty unless the simulator errs */
  readonly differences: readonly string[];
}

/**
 * An append-only journal of money movements, kept apart from the objects that the API shows and compared with them.
 *
 * Totals are of all movements since the account was opened; the movements themselves are kept up to 200,000, the oldest
 * go first.
 */
export class Witness {
  readonly #record: (entry: MovedEntry) => void;
  #movements: Movement[] = [];
  readonly #byOrder = new Map<string, Totals & { readonly currency: string }>();
  readonly #byCurrency = new Map<string, Totals>();
  readonly #byCharge = new Map<string, Totals>();

  constructor(record: (entry: MovedEntry) => void) {
    this.#record = record;
  }

  append(movement: Movement): void {
    this.restore(movement);
    this.#record({ kind: 'moved', movement });
  }

  restore(movement: Movement): void {
    this.#movements.push(movement);
    // in bulk: taking one from the front of so long a list, each time, is slow
    if (this.#movements.length > MAX_MOVEMENTS * 1.1) this.#movements = this.#movements.slice(-MAX_MOVEMENTS);
    const { chargeId, currency, orderId } = movement;
    this.#byCharge.set(chargeId, add(this.#byCharge.get(chargeId) ?? noMoney, movement));
    this.#byCurrency.set(currency, add(this.#byCurrency.get(currency) ?? noMoney, movement));
    if (orderId === null) return;
    const order = this.#byOrder.get(orderId) ?? { ...noMoney, currency };
    this.#byOrder.set(orderId, { ...add(order, movement), currency: order.currency });
  }

  /** @param orderId    only the movements of this order */
  movements(orderId?: string): readonly Movement[] {
    if (orderId === undefined) return [...this.#movements];
    return this.#movements.filter((movement) => movement.orderId === orderId);
  }

  report(ledger: Ledger): WitnessReport {
    return {
      orders: Object.fromEntries(this.#byOrder),
      account: Object.fromEntries(this.#byCurrency),
      differences: [...this.#differences(ledger)],
    };
  }

  /** A payment that the ledger has let go of can be compared no more; its money stays in the totals. */
  forgetCharge(chargeId: string): void {
    this.#byCharge.delete(chargeId);
  }

  *#differences(ledger: Ledger): Iterable<string> {
    const refunds = sumByCharge(ledger.refunds.values(), ({ status }) => status !== 'failed' && status !== 'canceled');
    for (const charge of ledger.charges.values()) {
      const moved = this.#byCharge.get(charge.id) ?? noMoney;
      const told = { captured: charge.amount_captured, refunded: refunds.get(charge.id) ?? 0 };
      for (const name of ['captured', 'refunded'] as const) {
        if (moved[name] !== told[name]) yield `${charge.id} ${name}: ${moved[name]} moved, ${told[name]} told`;
      }
      const isPaid = charge.status === 'succeeded';
      if (moved.chargesSucceeded !== (isPaid ? 1 : 0)) yield `${charge.id} has the status ${charge.status}`;
    }
    for (const chargeId of this.#byCharge.keys()) {
      if (!ledger.charges.get(chargeId)) yield `${chargeId} has moved money and is not in the ledger`;
    }
  }
}

/** What was only authorized and is released by a refund of type `reversal` has never moved. */
function sumByCharge(refunds: Iterable<Stripe.Refund>, counts: (refund: Stripe.Refund) => boolean) {
  const sums = new Map<string, number>();
  for (const refund of refunds) {
    if (!counts(refund) || refund.destination_details?.card?.type === 'reversal') continue;
    const charge = String(refund.charge);
    sums.set(charge, (sums.get(charge) ?? 0) + refund.amount);
  }
  return sums;
}
