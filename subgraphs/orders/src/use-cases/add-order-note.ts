import { ForbiddenError, NotFoundError, newId, requireMember, runOnce, type Viewer } from '@souk/subgraph-kit';
import { z } from 'zod';
import { findOrder, findPart, partiesOf } from '../data/order.repository.js';
import { insertNote } from '../data/order-note.repository.js';
import { isAdmin, isSellerOf, mayRead, maySeePart } from '../domain/order-access.js';
import type { OrdersDependencies } from './dependencies.js';

export interface AddOrderNote {
  readonly viewer: Viewer;
  /** the order's, or that of a seller's part of it */
  readonly orderId: string;
  readonly body: string;
  readonly isForBuyer: boolean;
  readonly idempotencyKey: string;
}

const answer = z.object({ noteId: z.string() });

/**
 * The staff writes something down: an admin about the order, a seller about the own part of it.
 *
 * @returns the note's id
 * @throws NotFoundError  for an order that is not the viewer's to see
 * @throws ForbiddenError  for its buyer
 */
export async function addOrderNote(deps: OrdersDependencies, input: AddOrderNote): Promise<string> {
  const { orderId: namedId, body, isForBuyer, idempotencyKey } = input;
  const { id: authorId } = requireMember(input.viewer);
  const { orderId, sellerId } = await findSubject(deps, input);
  const work = { scope: `user:${authorId}/orderNoteAdd`, key: idempotencyKey, input: { namedId, body, isForBuyer } };
  const { noteId } = await deps.database.db.transaction((tx) =>
    runOnce(tx, work, answer, async () => {
      const id = newId();
      await insertNote(tx, { id, orderId, authorId, sellerId, body, isForBuyer, createdAt: deps.clock() });
      return { noteId: id };
    }),
  );
  return noteId;
}

async function findSubject(
  { database: { db } }: OrdersDependencies,
  { viewer, orderId }: AddOrderNote,
): Promise<{ orderId: string; sellerId: string | null }> {
  const part = await findPart(db, orderId);
  if (part) {
    if (!maySeePart(viewer, part)) throw new NotFoundError('Order');
    return part;
  }
  const order = await findOrder(db, orderId);
  if (!order) throw new NotFoundError('Order');
  if (isAdmin(viewer)) return { orderId, sellerId: null };
  const parties = await partiesOf(db, order);
  if (!mayRead(viewer, parties)) throw new NotFoundError('Order');
  if (viewer.kind === 'guest' || !isSellerOf(viewer, parties)) throw new ForbiddenError();
  return { orderId, sellerId: viewer.id };
}
