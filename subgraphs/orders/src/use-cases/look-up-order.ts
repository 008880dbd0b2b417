import { RateLimitedError } from '@souk/subgraph-kit';
import { countAttempt } from '../data/lookup-attempts.repository.js';
import { findOrderByNumber } from '../data/order.repository.js';
import { readOrderNumber } from '../domain/order-number.js';
import type { OrdersDependencies } from './dependencies.js';

const ATTEMPTS_PER_MINUTE = 10;

/**
 * Finds an order for whoever knows its number and its e-mail address, in one statement for right and wrong alike.
 *
 * @param address  of the client, null when unknown; all unknown ones share one allowance
 * @returns the order's id, or null when number or e-mail are wrong: the answer does not tell which
 * @throws RateLimitedError  from the 11th attempt of an address in a minute
 */
export async function lookUpOrder(
  { database: { db } }: Pick<OrdersDependencies, 'database'>,
  { number, email, address }: { number: string; email: string; address: string | null },
): Promise<string | null> {
  const attempts = await countAttempt(db, address ?? 'unknown');
  if (attempts > ATTEMPTS_PER_MINUTE) throw new RateLimitedError();
  const order = await findOrderByNumber(db, readOrderNumber(number), email.trim());
  return order?.id ?? null;
}
