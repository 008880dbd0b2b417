import { failpoint } from '@souk/subgraph-kit';
import { findOrder } from '../data/order.repository.js';
import { takeOpenPayments } from '../data/payment.repository.js';
import { missedEvents, moveCursor, readCursor } from '../data/stripe-event.repository.js';
import type { OrdersDependencies } from './dependencies.js';
import { receiveStripeEvent } from './receive-stripe-event.js';
import { trySettlement } from './settle-payment.js';

const MINUTE_MS = 60_000;
/** Read again each time: an event may come into Stripe's list late, and clocks differ. */
const OVERLAP_MS = 10 * MINUTE_MS;
/** The first time: longer than Stripe tries to deliver an event. */
const FIRST_LOOK_BACK_MS = 4 * 24 * 60 * MINUTE_MS;
/** A payment that is neither made nor given up is asked about so often. */
const ASK_AGAIN_MS = 30 * MINUTE_MS;
const ASKED_AT_ONCE = 50;

/**
 * Asks Stripe for what its webhooks did not bring: first the events that never came, then the payments that have had no final state for
 * half an hour. What is found goes the way of all news, so that it does not matter who was first.
 *
 * @throws ServiceUnavailableError  when Stripe does not answer; the next run begins where the last complete one did
 */
export async function reconcilePayments(deps: OrdersDependencies): Promise<void> {
  await hearMissedEvents(deps);
  await askAboutOpenPayments(deps);
}

async function hearMissedEvents(deps: OrdersDependencies): Promise<void> {
  const { db } = deps.database;
  const startedAt = deps.clock();
  const since = (await readCursor(db)) ?? new Date(startedAt.getTime() - FIRST_LOOK_BACK_MS);
  for await (const page of deps.payments.newsSince(new Date(since.getTime() - OVERLAP_MS))) {
    const missed = await missedEvents(
      db,
      page.map(({ id }) => id),
    );
    for (const news of page.filter(({ id }) => missed.has(id))) {
      if (await receiveStripeEvent(deps, news)) deps.onRepair('events');
    }
  }
  await failpoint('orders.reconcile.before-cursor');
  await moveCursor(db, startedAt);
}

async function askAboutOpenPayments(deps: OrdersDependencies): Promise<void> {
  const { db } = deps.database;
  const at = deps.clock();
  const untouchedSince = new Date(at.getTime() - ASK_AGAIN_MS);
  for (const orderId of await takeOpenPayments(db, { untouchedSince, at, limit: ASKED_AT_ONCE })) {
    const before = await findOrder(db, orderId);
    await trySettlement(deps, orderId);
    const after = await findOrder(db, orderId);
    if (before?.version !== after?.version) deps.onRepair('intents');
  }
}
