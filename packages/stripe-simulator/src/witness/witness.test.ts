import { describe, expect, it } from 'vitest';
import { Ledger } from '../ledger.js';
import { aPayment, startWithClient } from '../testing/start-with-client.js';
import { Executions } from './executions.js';
import type { Movement } from './movement.js';
import { Witness } from './witness.js';

describe('the witness', () => {
  it('notices every object that tells another story than the movements', async () => {
    await using started = await startWithClient();
    const { stripe, simulator } = started;
    const { id } = await stripe.paymentIntents.create(aPayment());
    const refund = await stripe.refunds.create({ payment_intent: id, amount: 500 });
    const [charge] = simulator.charges();
    const charged = _movement({ chargeId: charge!.id });
    const movements = [
      charged,
      { ...charged, kind: 'captured' as const },
      { ...charged, kind: 'refunded' as const, amount: 500 },
    ];

    expect(_differences({ movements, charge, refund })).toEqual([]);
    for (const [what, difference] of [
      [{ charge: { ...charge!, amount_captured: 1999 } }, `${charge!.id} captured: 2000 moved, 1999 told`],
      [{ refund: { ...refund, amount: 501 } }, `${charge!.id} refunded: 500 moved, 501 told`],
      [{ refund: { ...refund, status: 'failed' } }, `${charge!.id} refunded: 500 moved, 0 told`],
      [{ charge: { ...charge!, status: 'failed' as const } }, `${charge!.id} has the status failed`],
      [{ charge: undefined, refund: undefined }, `${charge!.id} has moved money and is not in the ledger`],
      [{ movements: [...movements, charged] }, `${charge!.id} has the status succeeded`],
    ] as const) {
      expect(_differences({ movements, charge, refund, ...what })).toEqual([difference]);
    }
  });

  it('adds up by order and by currency', () => {
    const witness = new Witness(() => {});
    witness.append(_movement({ kind: 'captured', amount: 700, orderId: '1' }));
    witness.append(_movement({ kind: 'disputed', amount: 700, orderId: '1' }));
    witness.append(_movement({ kind: 'reinstated', amount: 700, orderId: '1' }));
    witness.append(_movement({ kind: 'captured', amount: 300, currency: 'eur' }));
    witness.append(_movement({ kind: 'refunded', amount: 200, currency: 'eur' }));
    witness.append(_movement({ kind: 'refund-returned', amount: 200, currency: 'eur' }));
    const { orders, account } = witness.report(new Ledger(() => {}));
    expect(orders).toEqual({ 1: { currency: 'usd', captured: 700, refunded: 0, disputed: 0, chargesSucceeded: 0 } });
    expect(account).toMatchObject({ usd: { captured: 700, disputed: 0 }, eur: { captured: 300, refunded: 0 } });
  });

  it('notes nothing of what was refused', async () => {
    await using started = await startWithClient();
    const payment = aPayment({ payment_method: 'pm_card_chargeDeclined', metadata: { orderId: '7' } });
    await started.stripe.paymentIntents.create(payment).catch(() => {});
    expect(started.simulator.control.witness()).toEqual({ orders: {}, account: {}, differences: [] });
  });
});

it('counts executions of a key, those of the last 24 hours and those that should not have been', () => {
  let seconds = 1_800_000_000;
  const executions = new Executions(() => seconds);
  for (const key of ['once', 'twice', 'twice']) executions.count(key);
  expect(executions.byKey()).toEqual({ once: 1, twice: 2 });
  seconds += 24 * 60 * 60;
  executions.count('later');
  expect(executions.byKey()).toEqual({ twice: 2, later: 1 });
});

function _differences({ movements, charge, refund }: { movements: readonly Movement[]; charge: any; refund: any }) {
  const witness = new Witness(() => {});
  const ledger = new Ledger(() => {});
  for (const movement of movements) witness.append(movement);
  if (charge) ledger.charges.put(charge);
  if (refund) ledger.refunds.put(refund);
  return witness.report(ledger).differences;
}

function _movement(overrides: Partial<Movement>): Movement {
  return { kind: 'charged', at: 0, amount: 2000, currency: 'usd', chargeId: 'ch_1', orderId: null, ...overrides };
}
