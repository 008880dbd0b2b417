import { violations } from '../checker/violation.js';
import type { Experiment } from './experiment.js';
import { buy } from './walk.js';

const ORDERS = 6;
const COPIES = 100;
const INSISTS = { forMs: 30_000 };

/** Everything that may happen between Stripe and us, at once. */
export const webhookStorm: Experiment = {
  name: 'webhook-storm',
  says: `${ORDERS} orders paid in the browser; webhooks ${COPIES} times each, 10 % dropped, 5 % forged; 10 % of Stripe's replies lost`,
  trials: { short: 1, full: 50 },
  async perform({ rig, floor, log, seed, measure }) {
    const { control } = rig.simulator;
    const forgedBefore = control.forgedWebhooks().length;
    const chance = (probability: number) => ({ probability, seed });
    control.addFault({ on: 'webhook', match: chance(0.1), effect: { kind: 'drop' } });
    control.addFault({ on: 'webhook', match: chance(0.05), effect: { kind: 'forge', as: 'wrong-signature' } });
    control.addFault({ on: 'webhook', match: chance(0.05), effect: { kind: 'forge', as: 'other-secret' } });
    control.addFault({ on: 'webhook', match: chance(0.05), effect: { kind: 'forge', as: 'old-timestamp' } });
    control.addFault({
      on: 'webhook',
      match: { type: 'payment_intent.*' },
      effect: { kind: 'duplicate', copies: COPIES },
    });
    control.addFault({ on: 'request', match: chance(0.1), effect: { kind: 'reset', phase: 'after' } });
    const actedOn = new Map<string, number>();
    const stop = rig.parts.watch((_part, { failpoint, detail = '' }) => {
      if (failpoint === 'orders.webhook.new') actedOn.set(detail, (actedOn.get(detail) ?? 0) + 1);
    });
    const variantId = await floor.variantWith(ORDERS);
    const guest = floor.guest(log);
    await Promise.all(
      Array.from({ length: ORDERS }, async () => {
        const order = await buy(guest, { variantId, card: null, patience: INSISTS });
        if (order?.intentId) await guest.payAtStripe(order, rig.simulator).catch(() => false);
      }),
    );
    await rig.simulator.whenWebhooksSettled();
    stop();
    const forged = control.forgedWebhooks().slice(forgedBefore);
    measure('events acted on', actedOn.size);
    return [
      ...violations(
        'webhooks: each event is acted on once',
        [...actedOn].filter(([, times]) => times > 1).map(([id, times]) => `${id}: ${times} times`),
      ),
      ...violations(
        'webhooks: forgeries are refused',
        forged.filter(({ status }) => status !== 400).map(({ eventId, as, status }) => `${eventId} ${as}: ${status}`),
      ),
    ];
  },
};
