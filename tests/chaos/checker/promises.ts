import type { ClientLog, LoggedCall } from '../clients/client-log.js';
import type { Rig } from '../rig/rig.js';
import { groupBy } from './group-by.js';
import { isSold, type OrderRow, readOrders } from './read-shop.js';
import { type Violation, violations } from './violation.js';

type Acknowledged = LoggedCall & { readonly outcome: Extract<LoggedCall['outcome'], { kind: 'ok' }> };

/** What clients were told is so; what they were not told is not so twice. */
export async function checkPromises(rig: Rig, log: ClientLog): Promise<Violation[]> {
  const orders = new Map((await readOrders(rig)).map((order) => [order.id, order]));
  const told = log.calls.filter((call): call is Acknowledged => call.outcome.kind === 'ok');
  const placed = told.filter(({ deed }) => deed === 'order-place');
  const cancelled = told.filter(({ deed }) => deed === 'order-cancel');
  const trespasses = told.filter(({ deed }) => deed === 'trespass');
  const byKey = groupBy(placed, ({ asked }) => String(asked.idempotencyKey));
  const several = [...byKey].filter(([, same]) => new Set(same.map(({ outcome }) => outcome.data.id)).size > 1);
  return [
    ...violations(
      'promises: every acknowledged order is there',
      placed
        .filter(({ outcome }) => !orders.has(String(outcome.data.id)))
        .map(({ outcome }) => String(outcome.data.id)),
    ),
    ...violations(
      'promises: what was said to be paid is paid',
      placed
        .filter(({ outcome: { data } }) => data.paymentStatus === 'PAID' && !orders.get(String(data.id))?.paid_at)
        .map(({ outcome }) => String(outcome.data.id)),
    ),
    ...violations(
      'promises: what was said to be cancelled is cancelled',
      cancelled
        .filter(({ outcome }) => orders.get(String(outcome.data.id))?.status !== 'CANCELLED')
        .map(({ outcome }) => String(outcome.data.id)),
    ),
    ...violations(
      'orders: one per idempotency key',
      several.map(([key]) => key),
    ),
    ...checkAnswers(log),
    ...violations(
      'access: strangers are refused',
      trespasses.map(({ asked }) => `somebody else cancelled or read ${asked.orderId}`),
    ),
    ...checkCoupons(told, [...orders.values()]),
    ...(await checkCarts(rig, log)),
  ];
}

/** Whoever asks again with the same key gets the same answer, but for a payment that was refused in between. */
function checkAnswers(log: ClientLog): Violation[] {
  const asked = log.calls.filter(({ deed }) => deed === 'order-place');
  const wrong = [...groupBy(asked, (call) => String(call.asked.idempotencyKey))].flatMap(([key, calls]) => {
    const isPlaced = calls.some(({ outcome }) => outcome.kind === 'ok');
    const refusals = calls.flatMap(({ outcome: it }) =>
      it.kind === 'refused' && it.code !== 'PAYMENT_DECLINED' ? [it.code] : [],
    );
    return isPlaced && refusals.length > 0 ? [`${key}: placed, and ${refusals}`] : [];
  });
  return violations('orders: one answer per idempotency key', wrong);
}

/** A coupon for one order is in one order. */
function checkCoupons(told: readonly Acknowledged[], orders: readonly OrderRow[]): Violation[] {
  const applied = told.filter(({ deed }) => deed === 'coupon-apply');
  const wrong = [...groupBy(applied, ({ asked }) => String(asked.code))].flatMap(([code, calls]) => {
    const carts = new Set(calls.map(({ asked }) => asked.cartId));
    const used = orders.filter((order) => isSold(order) && order.discount_minor > 0 && carts.has(order.cart_id)).length;
    const limit = Number(calls[0]?.asked.limit);
    return used > limit ? [`${code}: ${used} orders, ${limit} allowed`] : [];
  });
  return violations('coupons: a limit of one is one', wrong);
}

/** Pieces in a cart: at least what was acknowledged, at most what was asked for. Carts that were ordered or merged are left out. */
async function checkCarts({ sql }: Rig, log: ClientLog): Promise<Violation[]> {
  const ordered = new Set(log.calls.filter(({ deed }) => deed === 'order-place').map(({ asked }) => asked.cartId));
  const merged = new Set(log.calls.filter(({ deed }) => deed === 'cart-claim').map(({ asked }) => asked.cartId));
  const adds = log.calls.filter(
    ({ deed, asked }) =>
      deed === 'lines-add' && !ordered.has(String(asked.cartId)) && !merged.has(String(asked.cartId)),
  );
  const rows = await sql.carts`select cart_id, variant_id, quantity from cart_lines`;
  const pieces = new Map(rows.map((row) => [`${row.cart_id} ${row.variant_id}`, Number(row.quantity)]));
  const byLine = groupBy(adds, ({ asked }) => `${asked.cartId} ${asked.variantId}`);
  const wrong = [...byLine].flatMap(([line, calls]) => {
    const sum = (kinds: readonly string[]) =>
      calls.reduce((all, { asked, outcome }) => all + (kinds.includes(outcome.kind) ? Number(asked.quantity) : 0), 0);
    const there = pieces.get(line) ?? 0;
    const [least, most] = [sum(['ok']), sum(['ok', 'unknown'])];
    return there < least || there > most ? [`${line}: ${there} pieces, ${least} to ${most} were put in`] : [];
  });
  return violations('carts: pieces are what was put in', wrong);
}
