import type { OrderStandingsResponse } from '@souk/events';
import type { Outbox } from '@souk/subgraph-kit';
import type { CartsDatabase } from '../data/database.js';

export type { CartsTransaction } from '../data/database.js';

/** What the use cases work with. */
export interface CartsDependencies {
  readonly database: CartsDatabase;
  readonly outbox: Outbox;
  readonly clock: () => Date;
  readonly orders: OrderStandings;
}

/** What orders answer. */
export interface OrderStandings {
  /**
   * @param orderIds  1–100
   * @returns those that exist, any order
   * @throws ServiceUnavailableError  when there is no answer in time
   */
  find(orderIds: readonly string[]): Promise<OrderStandingsResponse['orders']>;
}
