import type { EventType } from '@souk/events';
import { type AfterCommit, type Heard, type Listener, listenTo } from '@souk/subgraph-kit';
import type { ProductsDependencies } from '../context.js';

/** The transaction that also records the event in the inbox. */
export type ProductsTransaction = Parameters<Parameters<ProductsDependencies['db']['transaction']>[0]>[0];

/** The kit's `listenTo` with this subgraph's transactions. */
export function listen<Data>(
  type: EventType<string, Data>,
  act: (heard: Heard<Data, ProductsTransaction>) => Promise<AfterCommit | undefined>,
): Listener<ProductsTransaction> {
  return listenTo(type, act);
}
