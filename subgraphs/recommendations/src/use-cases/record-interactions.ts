import { isId, runOnce, type Viewer } from '@souk/subgraph-kit';
import { z } from 'zod';
import { findFaces } from '../data/catalogue.repository.js';
import { insertInteractions } from '../data/interaction.repository.js';
import { checkEvents, type ReportedEvent } from '../domain/check-events.js';
import type { Complaint } from '../domain/interactions.errors.js';
import type { RecommendationsDependencies } from './dependencies.js';

export interface Report {
  readonly viewer: Viewer;
  /** network address of the client, to tell the keys of guests apart */
  readonly address: string | null;
  readonly events: readonly ReportedEvent[];
  readonly idempotencyKey: string | null;
}

export type Recorded =
  | { readonly kind: 'recorded'; readonly count: number }
  | { readonly kind: 'refused'; readonly complaints: readonly Complaint[] };

/**
 * Records what a shopper's app saw: a member's events as the member's, a guest's as nobody's.
 *
 * @param report  ids well-formed
 * @returns       how many were recorded: those of products that nobody knows are left out; all or none are refused
 * Safe to repeat with the same `idempotencyKey`.
 */
export async function recordInteractions(
  { database, now }: RecommendationsDependencies,
  { viewer, address, events, idempotencyKey }: Report,
): Promise<Recorded> {
  const at = now();
  const complaints = checkEvents(events, at);
  if (complaints.length > 0) return { kind: 'refused', complaints };
  const userId = viewer.kind === 'member' && isId(viewer.id) ? viewer.id : null;
  const count = await database.db.transaction((tx) =>
    runOnce(
      tx,
      {
        scope: `${userId ? `user:${userId}` : `guest:${address ?? ''}`}/interactionsRecord`,
        key: idempotencyKey,
        input: events.map((event) => ({ ...event, at: event.at.toISOString() })),
      },
      z.int(),
      async () => {
        const faces = await findFaces(tx, [...new Set(events.flatMap(({ productId }) => productId ?? []))]);
        const known = new Set(faces.map(({ id }) => id));
        const kept = events.filter(({ productId }) => productId === null || known.has(productId));
        const rows = kept.map((event) => ({
          ...event,
          userId,
          rating: null,
          isVouched: userId !== null,
          at: new Date(Math.min(event.at.getTime(), at.getTime())),
        }));
        await insertInteractions(tx, rows);
        return rows.length;
      },
    ),
  );
  return { kind: 'recorded', count };
}
