import type { ReserveRequest, ReserveResponse } from '@souk/events';
import { failpoint } from '@souk/subgraph-kit';
import { scheduleExpiry } from '../data/expiry-job.js';
import { addHolds, findReservedOrders, removeHolds } from '../data/reservation.repository.js';
import { findSupplies } from '../data/stock.repository.js';
import { backorderedOf, planHolds, wantedOf } from '../domain/plan-holds.js';
import type { InventoryDependencies, InventoryTransaction } from './dependencies.js';
import { takePieces } from './take-pieces.js';

type Answers = ReadonlyMap<ReserveRequest, ReserveResponse>;

/**
 * Holds the pieces of orders that have no reservation yet. Those that are short whoever else wants some learn it from a read without a
 * lock; all others are served in one transaction, in the order they came.
 *
 * @param asks  each with at most one line per variant
 * @returns one answer per ask, same order; null for an order that has a reservation already: that is for `holdAlone`
 * Emits one `stock-changed` per variant.
 * Source: docs/decisions/0026-a-hot-item.md
 */
export async function holdTogether(
  dependencies: InventoryDependencies,
  asks: readonly ReserveRequest[],
): Promise<(ReserveResponse | null)[]> {
  const firsts = asks.filter((ask, index) => asks.findIndex(({ orderId }) => orderId === ask.orderId) === index);
  const turnedAway = await turnAway(dependencies, firsts);
  const served = await serve(
    dependencies,
    firsts.filter((ask) => !turnedAway.has(ask)),
  );
  return asks.map((ask) => turnedAway.get(ask) ?? served.get(ask) ?? null);
}

async function turnAway({ db }: InventoryDependencies, asks: readonly ReserveRequest[]): Promise<Answers> {
  const supplies = await findSupplies(db, wantedOf(asks));
  const short = new Map<ReserveRequest, ReserveResponse>();
  for (const ask of asks) {
    const [plan] = planHolds([ask], supplies);
    if (plan?.kind === 'short') short.set(ask, { kind: 'short', lines: [...plan.lines] });
  }
  const shortOrders = [...short.keys()].map(({ orderId }) => orderId);
  const reserved = new Set(short.size > 0 ? await findReservedOrders(db, shortOrders) : []);
  return new Map([...short].filter(([{ orderId }]) => !reserved.has(orderId)));
}

async function serve({ db, outbox }: InventoryDependencies, asks: readonly ReserveRequest[]): Promise<Answers> {
  if (asks.length === 0) return new Map();
  const answers = new Map<ReserveRequest, ReserveResponse>();
  await db.transaction(async (tx) => {
    const expiries = await addHolds(tx, asks);
    const claimed = asks.filter(({ orderId }) => expiries.has(orderId));
    if (claimed.length === 0) return;
    const plans = await takePieces(tx, outbox, claimed);
    for (const [index, ask] of claimed.entries()) {
      const plan = plans[index];
      const expiresAt = expiries.get(ask.orderId)?.toISOString();
      if (plan?.kind === 'short') answers.set(ask, { kind: 'short', lines: [...plan.lines] });
      else if (plan && expiresAt) answers.set(ask, { kind: 'reserved', expiresAt, backordered: backorderedOf(plan) });
    }
    await settle(tx, answers);
    await failpoint('inventory.reserve.before-commit', claimed[0]?.orderId);
  });
  await failpoint('inventory.reserve.after-commit', asks[0]?.orderId);
  return answers;
}

/** Who is short keeps no reservation; for all others its end is planned. */
async function settle(tx: InventoryTransaction, answers: Answers): Promise<void> {
  const ordersWith = (kind: ReserveResponse['kind']) =>
    [...answers].filter(([, answer]) => answer.kind === kind).map(([{ orderId }]) => orderId);
  await removeHolds(tx, ordersWith('short'));
  await scheduleExpiry(tx, ordersWith('reserved'));
}
