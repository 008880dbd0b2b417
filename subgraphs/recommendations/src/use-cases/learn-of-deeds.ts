import type { cartLinesAdded, EventData, orderPaid, reviewWritten } from '@souk/events';
import { insertInteractions, type NewInteraction } from '../data/interaction.repository.js';
import type { RecommendationsTransaction } from './dependencies.js';

interface Told<Data> {
  readonly data: Data;
  readonly occurredAt: Date;
  readonly tx: RecommendationsTransaction;
}

/** A purchase for each line of a paid order; a guest's counts for popularity. */
export async function learnOfPurchases({ data, occurredAt, tx }: Told<EventData<typeof orderPaid>>): Promise<void> {
  const { userId, lines } = data;
  await insertInteractions(
    tx,
    lines.map(({ productId, variantId }) => deed({ type: 'PURCHASE', userId, productId, variantId, at: occurredAt })),
  );
}

export async function learnOfCartLines({
  data,
  occurredAt,
  tx,
}: Told<EventData<typeof cartLinesAdded>>): Promise<void> {
  const { userId, lines } = data;
  await insertInteractions(
    tx,
    lines.map(({ productId, variantId }) => deed({ type: 'CART', userId, productId, variantId, at: occurredAt })),
  );
}

export async function learnOfReview({ data, occurredAt, tx }: Told<EventData<typeof reviewWritten>>): Promise<void> {
  const { userId, productId, rating } = data;
  await insertInteractions(tx, [deed({ type: 'REVIEW', userId, productId, rating, at: occurredAt })]);
}

/** What our own services tell can be relied on, of guests too. */
function deed(
  facts: Pick<NewInteraction, 'type' | 'userId' | 'productId' | 'at'> & { variantId?: string; rating?: number },
): NewInteraction {
  return { ...facts, variantId: facts.variantId ?? null, rating: facts.rating ?? null, query: null, isVouched: true };
}
