import { z } from 'zod';
import type { Drizzle } from '../data/open-database.js';
import { failpoint } from '../failpoint.js';
import { inbox } from '../tables.js';
import type { Fact } from './outbox.js';

const factSchema = z.object({
  id: z.uuid(),
  name: z.string(),
  version: z.int().nonnegative(),
  occurredAt: z.iso.datetime(),
  data: z.unknown(),
});

/** What a listener returns when something is to be done once its changes are committed, such as waking subscribers. */
export type AfterCommit = () => Promise<void> | void;

/** One fact as a listener hears it. */
export interface Heard<Data, Tx> {
  readonly id: string;
  readonly data: Data;
  readonly version: number;
  readonly occurredAt: Date;
  /** the transaction that also records the event in the inbox */
  readonly tx: Tx;
}

export interface Listener<Tx> {
  readonly eventName: string;
  hear(fact: Fact, tx: Tx): Promise<AfterCommit | undefined>;
}

/** Ties an event's parser to what this subgraph does on hearing it. */
export function listenTo<Data, Tx>(
  type: { readonly name: string; readonly schema: z.ZodType<Data> },
  act: (heard: Heard<Data, Tx>) => Promise<AfterCommit | undefined>,
): Listener<Tx> {
  return {
    eventName: type.name,
    hear: (fact, tx) =>
      act({
        id: fact.id,
        data: type.schema.parse(fact.data),
        version: fact.version,
        occurredAt: new Date(fact.occurredAt),
        tx,
      }),
  };
}

export type Reception = 'acted' | 'seen before' | 'nobody listens' | 'malformed';

/**
 * Takes one delivered fact: its id goes into the inbox and its listener acts, in one transaction. Delivery is at least once, so a
 * fact that was seen before changes nothing.
 */
export async function receiveFact<Tables extends Record<string, unknown>>(
  db: Drizzle<Tables>,
  listeners: readonly Listener<Parameters<Parameters<Drizzle<Tables>['transaction']>[0]>[0]>[],
  body: unknown,
): Promise<Reception> {
  const parsed = factSchema.safeParse(body);
  if (!parsed.success) return 'malformed';
  const fact = parsed.data;
  const listener = listeners.find(({ eventName }) => eventName === fact.name);
  if (!listener) return 'nobody listens';
  let afterCommit: AfterCommit | undefined;
  const isNew = await db.transaction(async (tx) => {
    const [recorded] = await tx
      .insert(inbox)
      .values({ eventId: fact.id, eventName: fact.name, version: fact.version })
      .onConflictDoNothing()
      .returning({ eventId: inbox.eventId });
    if (!recorded) return false;
    afterCommit = await listener.hear(fact, tx);
    await failpoint('kit.hear.before-commit', fact.name);
    return true;
  });
  await failpoint('kit.hear.after-commit', fact.name);
  await afterCommit?.();
  return isNew ? 'acted' : 'seen before';
}
