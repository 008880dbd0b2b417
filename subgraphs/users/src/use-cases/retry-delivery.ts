import { NotFoundError } from '@souk/subgraph-kit';
import type { UsersDependencies } from '../context.js';
import { queueDeliveries } from '../data/delivery.queue.js';
import { findDelivery, reviveDelivery } from '../data/delivery.repository.js';
import type { Delivery } from '../domain/notifications/delivery.js';
import { done, type Outcome, refused } from '../domain/users.errors.js';

/**
 * Begins anew with a message that was given up. Refuses DELIVERY_NOT_DEAD: of two who ask at once one is heard.
 *
 * @throws NotFoundError
 */
export async function retryDelivery(app: UsersDependencies, id: string): Promise<Outcome<Delivery>> {
  return app.database.db.transaction(async (tx) => {
    const isRevived = await reviveDelivery(tx, id);
    const delivery = await findDelivery(tx, id);
    if (!delivery) throw new NotFoundError('Delivery');
    if (!isRevived) return refused('DELIVERY_NOT_DEAD', ['input', 'deliveryId']);
    await queueDeliveries(tx, [id]);
    return done(delivery);
  });
}
