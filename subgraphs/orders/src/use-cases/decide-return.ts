import { returnApproved, returnRejected } from '@souk/events';
import { failpoint, requireMember, type Viewer } from '@souk/subgraph-kit';
import { updateReturn } from '../data/return.repository.js';
import type { OrderObjection } from '../domain/order.errors.js';
import { lookAhead, RETURN_STEPS } from '../domain/return-status.js';
import { wakeFollowers } from './change-order.js';
import type { OrdersDependencies } from './dependencies.js';
import { lockReturn, objectionToStep } from './lock-return.js';
import { noteReturn } from './note-return.js';

export interface DecideReturn {
  readonly viewer: Viewer;
  readonly returnId: string;
  readonly decision: 'approve' | 'reject';
  /** to the buyer; why, when it is rejected */
  readonly answer: string | null;
}

/**
 * The seller lets the buyer send the goods back, or not. Safe to repeat.
 *
 * @returns the order's id, and why it can't be decided (any more)
 * @throws NotFoundError, ForbiddenError  unless the viewer is the seller or an admin
 * Emits `return-approved` or `return-rejected` (outbox, same transaction).
 */
export async function decideReturn(deps: OrdersDependencies, input: DecideReturn): Promise<ReturnStepResult> {
  const { viewer, returnId, decision, answer } = input;
  requireMember(viewer);
  const result = await deps.database.db.transaction(async (tx) => {
    const locked = await lockReturn(tx, { viewer, returnId, orderId: null, step: decision });
    const { order, goods } = locked;
    const objection = objectionToStep(goods.status, decision);
    if (objection || lookAhead(goods.status, decision) === 'done') return { orderId: order.id, objection };
    const { to, event } = RETURN_STEPS[decision];
    await updateReturn(tx, returnId, { status: to, answer, decidedAt: deps.clock() });
    const isApproved = decision === 'approve';
    await noteReturn(deps, tx, {
      ...locked,
      change: { kind: event, message: isApproved ? 'A return was approved' : 'A return was refused' },
      fact: isApproved ? returnApproved : returnRejected,
      note: answer,
    });
    await failpoint('orders.return-decide.before-commit', order.id);
    return { orderId: order.id, objection: null };
  });
  await failpoint('orders.return-decide.after-commit', result.orderId);
  wakeFollowers(deps, result.orderId);
  return result;
}

export interface ReturnStepResult {
  readonly orderId: string;
  /** null when it is done */
  readonly objection: OrderObjection | null;
}
