import { failpoint, type Viewer } from '@souk/subgraph-kit';
import { updateReturn } from '../data/return.repository.js';
import { lookAhead, RETURN_STEPS } from '../domain/return-status.js';
import { wakeFollowers } from './change-order.js';
import type { ReturnStepResult } from './decide-return.js';
import type { OrdersDependencies } from './dependencies.js';
import { lockReturn, objectionToStep } from './lock-return.js';
import { noteReturn } from './note-return.js';

/**
 * The buyer keeps the goods after all. Safe to repeat.
 *
 * @throws NotFoundError, ForbiddenError  unless the viewer is the buyer or an admin
 */
export async function withdrawReturn(
  deps: OrdersDependencies,
  { viewer, orderId, returnId }: { viewer: Viewer; orderId: string; returnId: string },
): Promise<ReturnStepResult> {
  const objection = await deps.database.db.transaction(async (tx) => {
    const locked = await lockReturn(tx, { viewer, returnId, orderId, step: 'withdraw' });
    const { status } = locked.goods;
    const objected = objectionToStep(status, 'withdraw');
    if (objected || lookAhead(status, 'withdraw') === 'done') return objected;
    const { to, event } = RETURN_STEPS.withdraw;
    await updateReturn(tx, returnId, { status: to, decidedAt: deps.clock() });
    const change = { kind: event, message: 'The buyer keeps what was to be sent back' } as const;
    await noteReturn(deps, tx, { ...locked, change, fact: null, note: null });
    await failpoint('orders.return-withdraw.before-commit', orderId);
    return null;
  });
  await failpoint('orders.return-withdraw.after-commit', orderId);
  wakeFollowers(deps, orderId);
  return { orderId, objection };
}
