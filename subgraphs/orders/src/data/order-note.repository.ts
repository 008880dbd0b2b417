import type { OrderNote } from '../domain/order-note.js';
import type { OrdersTransaction } from './database.js';
import { orderNotes } from './tables.js';

export async function insertNote(tx: OrdersTransaction, note: OrderNote): Promise<void> {
  await tx.insert(orderNotes).values(note);
}
