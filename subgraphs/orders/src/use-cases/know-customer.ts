import { failpoint } from '@souk/subgraph-kit';
import { findCustomer, keepCustomer } from '../data/stripe-customer.repository.js';
import type { OrdersDependencies } from './dependencies.js';

/**
 * A member's customer at Stripe, made at the first payment and kept. Safe to repeat and to interrupt: Stripe makes one per member.
 *
 * @throws ServiceUnavailableError  when Stripe's answer is not known
 */
export async function knowCustomer(
  { database: { db }, payments }: Pick<OrdersDependencies, 'database' | 'payments'>,
  userId: string,
): Promise<string> {
  const known = await findCustomer(db, userId);
  if (known) return known;
  const customerId = await payments.openCustomer(userId);
  await failpoint('orders.customer.opened', userId);
  await keepCustomer(db, userId, customerId);
  return (await findCustomer(db, userId)) ?? customerId;
}
