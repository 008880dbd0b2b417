import type { Sight } from './order-access.js';

/** What the staff wrote down about an order. */
export interface OrderNote {
  readonly id: string;
  readonly orderId: string;
  /** who wrote it */
  readonly authorId: string;
  /** whose part it is about; null for the shop's own */
  readonly sellerId: string | null;
  readonly body: string;
  /** the buyer reads it as well */
  readonly isForBuyer: boolean;
  readonly createdAt: Date;
}

/** Admins read everything, a seller what the own part's notes say, the buyer what is meant for the buyer. */
export function mayReadNote(note: OrderNote, { sight, isStaff }: { sight: Sight; isStaff: boolean }): boolean {
  if (sight.kind === 'part') return note.sellerId === sight.part.sellerId;
  return isStaff || note.isForBuyer;
}
