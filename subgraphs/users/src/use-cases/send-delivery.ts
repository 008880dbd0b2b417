import { failpoint } from '@souk/subgraph-kit';
import type { UsersDependencies } from '../context.js';
import { queueDeliveries } from '../data/delivery.queue.js';
import { findOverdueDeliveries, leaseDelivery, markFailed, markSent } from '../data/delivery.repository.js';
import { type Message, pauseAfter } from '../domain/notifications/delivery.js';
import { SendingError } from './sender.js';

type Leased = Message & { readonly attempts: number };

/**
 * A job: sends one message, when it is due and nobody else has it. A failure is tried again after a pause that grows, and ends as
 * a dead letter. A message goes out twice only when its carrier took it and we could not learn or note that.
 * Source: docs/decisions/0028-each-message-once.md
 */
export async function sendDelivery(app: UsersDependencies, deliveryId: string): Promise<void> {
  const leased = await leaseDelivery(app.database.db, deliveryId);
  if (!leased) return;
  if (leased.attempts > 1 && pauseAfter(leased.attempts - 1) === null) {
    return giveBack(app, leased, new SendingError('INTERRUPTED', { isFinal: true }));
  }
  await failpoint('users.send-delivery.before-call', deliveryId);
  try {
    await app.senders[leased.channel].send(leased);
  } catch (error) {
    return giveBack(app, leased, error);
  }
  await failpoint('users.send-delivery.after-call', deliveryId);
  await markSent(app.database.db, deliveryId);
  app.deliveriesCounter.inc({ channel: leased.channel, outcome: 'sent' });
}

const SWEEP_SIZE = 500;

/** A job: queues what should have gone out and did not, because the process that had it died. */
export async function sweepDeliveries({ database }: UsersDependencies): Promise<void> {
  await queueDeliveries(database.db, await findOverdueDeliveries(database.db, SWEEP_SIZE));
}

async function giveBack(app: UsersDependencies, { id, attempts, channel }: Leased, reason: unknown): Promise<void> {
  const isKnown = reason instanceof SendingError;
  const error = isKnown ? reason.code : 'UNEXPECTED';
  const pauseSeconds = isKnown && reason.isFinal ? null : pauseAfter(attempts);
  await app.database.db.transaction(async (tx) => {
    await markFailed(tx, { id, attempts }, { error, pauseSeconds });
    if (pauseSeconds !== null) await queueDeliveries(tx, [id], pauseSeconds);
  });
  app.deliveriesCounter.inc({ channel, outcome: pauseSeconds === null ? 'dead' : 'retried' });
  const facts = { delivery: id, channel, attempts, error, cause: isKnown ? undefined : nameOf(reason) };
  if (pauseSeconds === null) app.logger.warn(facts, 'a message was given up');
  else app.logger.debug(facts, 'a message is tried again later');
}

/** Without its text, which may quote an address. */
function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : typeof error;
}
