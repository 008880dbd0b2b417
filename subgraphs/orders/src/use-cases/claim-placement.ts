import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { IdempotencyKeyReusedError, newId } from '@souk/subgraph-kit';
import { findPlacement, type PlacementKey, takeKey, takeOver } from '../data/placement.repository.js';
import { PlacementInProgressError, type PlacementRefusal } from '../domain/order.errors.js';
import type { OrdersDependencies } from './dependencies.js';

/** As long as all deadlines of placing an order together: nobody takes over from one who is still at work. */
const LEASE_SECONDS = 40;
const LOOK_AGAIN_MS = 50;

export type Claim =
  /** go on, from wherever an earlier attempt stopped */
  | { readonly kind: 'ours'; readonly orderId: string; readonly attempt: number }
  | { readonly kind: 'placed'; readonly orderId: string }
  | { readonly kind: 'refused'; readonly refusal: PlacementRefusal };

/**
 * Claims an idempotency key, or waits for the answer of whoever has it. The order's id is given here, before anything is done: every
 * later step is safe to repeat with it, so whoever comes after a crash goes on with the same order.
 *
 * @param isGuest     a guest's order id is its key, so it is made unguessable
 * @param patienceMs  how long the answer of another is waited for
 * @throws IdempotencyKeyReusedError  for a key that came with another input
 * @throws PlacementInProgressError  when there was none in that time
 */
export async function claimPlacement(
  { database: { db } }: Pick<OrdersDependencies, 'database'>,
  at: PlacementKey,
  { inputHash, isGuest, patienceMs }: { inputHash: string; isGuest: boolean; patienceMs: number },
): Promise<Claim> {
  const orderId = isGuest ? randomUUID() : newId();
  if (await takeKey(db, at, { inputHash, orderId, leaseSeconds: LEASE_SECONDS })) {
    return { kind: 'ours', orderId, attempt: 1 };
  }
  const deadline = Date.now() + patienceMs;
  while (Date.now() < deadline) {
    const placement = await findPlacement(db, at);
    if (placement?.inputHash !== inputHash) throw new IdempotencyKeyReusedError();
    if (placement.refusal) return { kind: 'refused', refusal: placement.refusal };
    if (!placement.leasedUntil) return { kind: 'placed', orderId: placement.orderId };
    const attempt = await takeOver(db, at, LEASE_SECONDS);
    if (attempt) return { kind: 'ours', orderId: placement.orderId, attempt };
    await pause(LOOK_AGAIN_MS);
  }
  throw new PlacementInProgressError();
}
