import { DAY_MS, type InteractionType } from './interaction.js';
import type { Complaint } from './interactions.errors.js';

export interface ReportedEvent {
  readonly type: InteractionType;
  readonly productId: string | null;
  readonly variantId: string | null;
  readonly query: string | null;
  readonly at: Date;
}

const MAX_AGE_DAYS = 30;
/** How far a phone's clock may be ahead of ours. */
const CLOCK_TOLERANCE_MS = 5 * 60_000;

/** Everything that is wrong with the events, in their order; empty when they can be recorded. */
export function checkEvents(events: readonly ReportedEvent[], now: Date): Complaint[] {
  return events.flatMap((event, index) => {
    const complaints: Complaint[] = [];
    const ageMs = now.getTime() - event.at.getTime();
    if (ageMs < -CLOCK_TOLERANCE_MS) complaints.push({ code: 'AT_IN_FUTURE', index, field: 'at' });
    if (ageMs > MAX_AGE_DAYS * DAY_MS) complaints.push({ code: 'AT_TOO_OLD', index, field: 'at' });
    if (event.type !== 'SEARCH' && !event.productId) {
      complaints.push({ code: 'PRODUCT_REQUIRED', index, field: 'productId' });
    }
    if (event.type === 'SEARCH' && !event.query) complaints.push({ code: 'QUERY_REQUIRED', index, field: 'query' });
    return complaints;
  });
}
