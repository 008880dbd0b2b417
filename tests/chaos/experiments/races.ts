import { until } from '@souk/subgraph-kit/testing';
import { violations } from '../checker/violation.js';
import type { OrderSeen } from '../clients/shopper.js';
import { endReservations } from '../rig/end-reservations.js';
import { type Meeting, meetAt } from '../rig/meet-at.js';
import type { Experiment, Trial } from './experiment.js';
import { buyWithCoupon } from './last-coupon.js';
import { buy, fillCart } from './walk.js';

const PATIENT = { forMs: 30_000 };
const CARD = 'pm_card_visa';

/** Each known race, each way round: one deed runs between two statements of the other. */
const RACES: Readonly<Record<string, (trial: Trial) => Promise<Meeting>>> = {
  'the reservation ends while the payment is under way': async (trial) => {
    const variantId = await trial.floor.variantWith(1);
    return {
      first: () => buy(trial.floor.guest(trial.log), { variantId, card: CARD, patience: PATIENT }),
      failpoint: 'orders.settle.confirmed',
      meanwhile: () => endReservations(trial.rig),
    };
  },
  'the reservation ends before the order is written': async (trial) => {
    const variantId = await trial.floor.variantWith(1);
    return {
      first: () => buy(trial.floor.guest(trial.log), { variantId, card: null, patience: PATIENT }),
      failpoint: 'orders.book.after-reserve',
      meanwhile: async () => {
        await endReservations(trial.rig);
        await until(() => isExpiryTold(trial), { what: 'the news of the expiry' });
      },
    };
  },
  'the payment comes while the reservation ends': async (trial) => {
    const order = await anOpenOrder(trial);
    return {
      first: () => endReservations(trial.rig),
      failpoint: 'inventory.expire.decided',
      detail: order.id,
      meanwhile: () => trial.floor.guest(trial.log).payAtStripe(order, trial.rig.simulator),
    };
  },
  'the payment comes while the order expires': async (trial) => {
    const order = await anOpenOrder(trial);
    return {
      first: () => endReservations(trial.rig),
      failpoint: 'orders.expire.locked',
      detail: order.id,
      meanwhile: () => trial.floor.guest(trial.log).payAtStripe(order, trial.rig.simulator),
    };
  },
  'the order is cancelled while it is captured': async (trial) => {
    const variantId = await trial.floor.variantWith(1);
    const guest = trial.floor.guest(trial.log);
    return {
      first: () => buy(guest, { variantId, card: CARD, patience: PATIENT }),
      failpoint: 'orders.settle.confirmed',
      meanwhile: () => cancelNewest(trial),
    };
  },
  'it is captured while it is cancelled': async (trial) => {
    const order = await anOpenOrder(trial);
    const guest = trial.floor.guest(trial.log);
    return {
      first: () => guest.cancelOrder(order.id),
      failpoint: 'orders.cancel.locked',
      detail: order.id,
      meanwhile: () => guest.payAtStripe(order, trial.rig.simulator),
    };
  },
  'it is captured when it was just cancelled': async (trial) => {
    const order = await anOpenOrder(trial);
    const guest = trial.floor.guest(trial.log);
    return {
      first: () => guest.cancelOrder(order.id),
      failpoint: 'orders.cancel.after-commit',
      detail: order.id,
      meanwhile: () => guest.payAtStripe(order, trial.rig.simulator),
    };
  },
  'a second refund is asked for while the first is': async (trial) => {
    const { order, part } = await aPaidOrder(trial);
    const admin = await trial.floor.admin(trial.log);
    return {
      first: () => admin.refundOrder(order.id, part),
      failpoint: 'orders.refund.before-ask',
      detail: order.id,
      meanwhile: () => admin.refundOrder(order.id, part),
    };
  },
  'the order is cancelled while a refund is answered': async (trial) => {
    const { order, part } = await aPaidOrder(trial);
    const admin = await trial.floor.admin(trial.log);
    return {
      first: () => admin.refundOrder(order.id, part),
      failpoint: 'orders.refund.answered',
      detail: order.id,
      meanwhile: () => admin.cancelOrder(order.id),
    };
  },
  'the webhook comes before our own answer': async (trial) => {
    const variantId = await trial.floor.variantWith(1);
    return {
      first: () => buy(trial.floor.guest(trial.log), { variantId, card: CARD, patience: PATIENT }),
      failpoint: 'orders.settle.confirmed',
      meanwhile: () => trial.rig.simulator.whenWebhooksSettled(),
    };
  },
  'our own answer comes while the webhook is written': async (trial) => {
    const variantId = await trial.floor.variantWith(1);
    return {
      first: () => buy(trial.floor.guest(trial.log), { variantId, card: CARD, patience: PATIENT }),
      failpoint: 'orders.webhook.new',
      meanwhile: async () => {},
    };
  },
  'another wants the last use of a coupon': async (trial) => {
    const { floor, log } = trial;
    const [variantId, coupon] = await Promise.all([floor.variantWith(2), floor.couponFor(1)]);
    const shop = () => buyWithCoupon(floor.guest(log), variantId, coupon);
    return { first: shop, failpoint: 'carts.snapshot.claimed', meanwhile: shop };
  },
  'pieces are added while the cart is merged': async (trial) => {
    const { guest, member, variantId, cart } = await aGuestCart(trial);
    return {
      first: () => member.claimCart(cart.id),
      failpoint: 'carts.claim.before-commit',
      detail: cart.id,
      meanwhile: () => guest.addLine(cart.id, { variantId, quantity: 1 }),
    };
  },
  'the cart is merged while pieces are added': async (trial) => {
    const { guest, member, variantId, cart } = await aGuestCart(trial);
    return {
      first: () => guest.addLine(cart.id, { variantId, quantity: 1 }),
      failpoint: 'carts.change.before-commit',
      detail: cart.id,
      meanwhile: () => member.claimCart(cart.id),
    };
  },
};

const names = Object.keys(RACES);

export const races: Experiment = {
  name: 'races',
  says: `${names.length} interleavings of expiry × payment, cancel × capture, two refunds, webhook × answer, coupon × coupon, merge × add`,
  trials: { short: 3, full: 4 * names.length },
  about: nameOf,
  async perform(trial) {
    const name = nameOf(trial.seed);
    const meeting = await RACES[name]?.(trial);
    const hasMet = meeting !== undefined && (await meetAt(trial.rig.parts, meeting));
    return violations('rig: both deeds met', hasMet ? [] : [name]);
  },
};

function nameOf(seed: number): string {
  return names[(seed - 1) % names.length] ?? '';
}

/** Placed, and to be paid in the browser. */
async function anOpenOrder({ floor, log }: Trial): Promise<OrderSeen> {
  const variantId = await floor.variantWith(1);
  const order = await buy(floor.guest(log), { variantId, card: null, patience: PATIENT });
  if (!order) throw new Error('Nothing was ordered');
  return order;
}

async function aPaidOrder({ rig, floor, log }: Trial): Promise<{ order: OrderSeen; part: number }> {
  const variantId = await floor.variantWith(1);
  const order = await buy(floor.guest(log), { variantId, card: CARD, patience: PATIENT });
  if (!order) throw new Error('Nothing was bought');
  const [paid] = await rig.sql.orders`select total_minor::int as total from orders where id = ${order.id}`;
  return { order, part: Math.ceil(Number(paid?.total) * 0.6) };
}

async function aGuestCart({ floor, log }: Trial) {
  const guest = floor.guest(log);
  const member = await floor.member(log);
  const variantId = await floor.variantWith(5);
  const cart = await fillCart(guest, variantId, PATIENT);
  if (!cart) throw new Error('There is no cart');
  return { guest, member, variantId, cart };
}

async function isExpiryTold({ rig }: Trial): Promise<boolean> {
  const open = await rig.sql.inventory`
    select 1 from graphile_worker._private_jobs
    where (key like 'expire-reservation:%' and run_at <= now()) or payload->'fact'->>'name' = 'reservation-expired'`;
  return open.length === 0;
}

async function cancelNewest({ rig, floor, log }: Trial): Promise<unknown> {
  const [newest] = await rig.sql.orders`select id from orders order by created_at desc limit 1`;
  return floor.guest(log).cancelOrder(String(newest?.id));
}
