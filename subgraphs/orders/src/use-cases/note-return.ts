import { anEvent, type EventType, type ReturnFacts } from '@souk/events';
import type { OrdersTransaction } from '../data/database.js';
import type { OrderChange } from '../data/order.repository.js';
import type { Order, OrderLine } from '../domain/order.js';
import type { Return, ReturnLine } from '../domain/return.js';
import { changeOrder } from './change-order.js';
import type { OrdersDependencies } from './dependencies.js';
import { factsOf } from './order-facts.js';

interface ReturnNews<Facts extends ReturnFacts> {
  /** locked in this transaction */
  readonly order: Order;
  readonly lines: readonly OrderLine[];
  readonly goods: Return;
  readonly goodsLines: readonly ReturnLine[];
  readonly change: Omit<OrderChange, 'at'>;
  /** null: nobody else needs to know */
  readonly fact: EventType<string, Facts> | null;
  /** for people */
  readonly note: string | null;
  /** what this fact says beyond every return's */
  readonly more?: Omit<Facts, keyof ReturnFacts>;
}

/** Puts what happened to a return on the order's timeline, one version, and into the outbox. @returns the order after it */
export async function noteReturn<Facts extends ReturnFacts>(
  { outbox, clock }: Pick<OrdersDependencies, 'outbox' | 'clock'>,
  tx: OrdersTransaction,
  { order, lines, goods, goodsLines, change, fact, note, more }: ReturnNews<Facts>,
): Promise<Order> {
  const at = clock();
  const changed = await changeOrder(tx, order, { ...change, at });
  if (!fact) return changed;
  const facts: ReturnFacts = {
    ...factsOf(changed, lines),
    returnId: goods.id,
    returnedLines: goodsLines.flatMap(({ orderLineId, quantity }) =>
      lines.filter(({ id }) => id === orderLineId).map(({ variantId, name }) => ({ variantId, name, quantity })),
    ),
    note,
  };
  const data = fact.schema.parse({ ...facts, ...more });
  await outbox.append(tx, [anEvent(fact, { data, version: changed.version, at })]);
  return changed;
}
