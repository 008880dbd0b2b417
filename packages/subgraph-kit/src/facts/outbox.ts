import { sql } from 'drizzle-orm';
import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core';
import { failpoint } from '../failpoint.js';

/** What travels between subgraphs, as far as the kit needs to know it. */
export interface Fact {
  readonly id: string;
  readonly name: string;
  readonly version: number;
  readonly occurredAt: string;
  readonly data?: unknown;
}

export const DELIVER_FACT = 'deliver-fact';

/** Repeated with exponential back-off, about three days in all; then kept as a dead letter. */
const MAX_ATTEMPTS = 25;

export type AnyTransaction = PgDatabase<PgQueryResultHKT, Record<string, unknown>>;

/** The outbox of one subgraph: who must hear of which fact is decided when the fact is written. */
export interface Outbox {
  /** Writes the facts into the same transaction as the change they tell of: both commit, or none. One statement. */
  append(tx: AnyTransaction, facts: readonly Fact[]): Promise<void>;
}

/** @param subscribersOf  names of the subgraphs that listen to an event's name */
export function createOutbox(subscribersOf: (eventName: string) => readonly string[]): Outbox {
  return {
    async append(tx, facts) {
      const deliveries = facts.flatMap((fact) => subscribersOf(fact.name).map((to) => ({ to, fact })));
      if (deliveries.length === 0) return;
      await tx.execute(sql`
        select graphile_worker.add_job(${DELIVER_FACT}::text, delivery, max_attempts => ${MAX_ATTEMPTS}::int)
        from json_array_elements(${JSON.stringify(deliveries)}::json) as delivery`);
      await failpoint('kit.outbox.appended', facts[0]?.name);
    },
  };
}
