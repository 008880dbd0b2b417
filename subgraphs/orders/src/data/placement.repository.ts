import { and, eq, isNotNull, lt, sql } from 'drizzle-orm';
import type { PlacementRefusal } from '../domain/order.errors.js';
import type { OrdersReader } from './database.js';
import { placements } from './tables.js';

export interface PlacementKey {
  readonly scope: string;
  readonly key: string;
}

export interface Placement {
  readonly inputHash: string;
  readonly orderId: string;
  /** null once it is answered */
  readonly leasedUntil: Date | null;
  readonly refusal: PlacementRefusal | null;
}

/**
 * Takes the key for `leaseSeconds` if nobody has used it.
 *
 * @returns false when it was used before
 */
export async function takeKey(
  db: OrdersReader,
  { scope, key }: PlacementKey,
  facts: { inputHash: string; orderId: string; leaseSeconds: number },
): Promise<boolean> {
  const taken = await db
    .insert(placements)
    .values({
      scope,
      key,
      inputHash: facts.inputHash,
      orderId: facts.orderId,
      leasedUntil: inSeconds(facts.leaseSeconds),
    })
    .onConflictDoNothing()
    .returning({ key: placements.key });
  return taken.length > 0;
}

/** @returns which attempt this is; null while somebody else works on it, and when it is answered */
export async function takeOver(db: OrdersReader, at: PlacementKey, leaseSeconds: number): Promise<number | null> {
  const [taken] = await db
    .update(placements)
    .set({ leasedUntil: inSeconds(leaseSeconds), attempt: sql`${placements.attempt} + 1` })
    .where(and(here(at), lt(placements.leasedUntil, sql`now()`)))
    .returning({ attempt: placements.attempt });
  return taken?.attempt ?? null;
}

export async function findPlacement(db: OrdersReader, at: PlacementKey): Promise<Placement | null> {
  const [placement] = await db.select().from(placements).where(here(at));
  return placement ?? null;
}

/**
 * From here on the key has its answer. An order is there, whoever says so; a refusal counts only from whoever has the key.
 *
 * @returns false when another has taken the key over
 */
export async function answerKey(
  db: OrdersReader,
  at: PlacementKey,
  { attempt, refusal }: { attempt: number; refusal: PlacementRefusal | null },
): Promise<boolean> {
  const answered = await db
    .update(placements)
    .set({ leasedUntil: null, refusal })
    .where(refusal ? isOurs(at, attempt) : here(at))
    .returning({ key: placements.key });
  return answered.length > 0;
}

/** Nothing definite came of it: the next call with the key may go on at once, unless another has it already. */
export async function releaseKey(db: OrdersReader, at: PlacementKey, attempt: number): Promise<void> {
  await db
    .update(placements)
    .set({ leasedUntil: inSeconds(-1) })
    .where(isOurs(at, attempt));
}

function isOurs(at: PlacementKey, attempt: number) {
  return and(here(at), eq(placements.attempt, attempt), isNotNull(placements.leasedUntil));
}

function here({ scope, key }: PlacementKey) {
  return and(eq(placements.scope, scope), eq(placements.key, key));
}

/** On the database's clock: the replicas' may differ. */
function inSeconds(seconds: number) {
  return sql`now() + make_interval(secs => ${seconds})`;
}
