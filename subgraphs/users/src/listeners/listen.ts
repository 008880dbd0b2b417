import type { EventType } from '@souk/events';
import { type AfterCommit, type Heard, type Listener, listenTo, type Transaction } from '@souk/subgraph-kit';
import type { UsersTables } from '../context.js';

export type UsersTransaction = Transaction<UsersTables>;

/** The kit's `listenTo` with this subgraph's transactions. */
export function listen<Data>(
  type: EventType<string, Data>,
  act: (heard: Heard<Data, UsersTransaction>) => Promise<AfterCommit | undefined>,
): Listener<UsersTransaction> {
  return listenTo(type, act);
}
