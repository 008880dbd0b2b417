import { DAY_MS, decay, type InteractionType, type Sign, strengthOf } from './interaction.js';

/** What a shopper did with one product lately, as recommendations use it. */
export interface Taste {
  readonly item: number;
  /** 0–1, above 0 */
  readonly weight: number;
  /** the strongest sign, for the reason */
  readonly sign: InteractionType;
}

export interface PastDeed extends Sign {
  readonly item: number;
  readonly atMs: number;
}

/** What counts of a long history. */
const MAX_TASTES = 100;
/** Tastes change: what was done three weeks before the last visit counts half. */
const HALF_LIFE_DAYS = 20;

/** @returns one taste per liked item, strongest first; ages count from the shopper's newest deed, so that nobody fades as a whole */
export function tastesOf(deeds: readonly PastDeed[]): Taste[] {
  const newestMs = deeds.reduce((newest, { atMs }) => Math.max(newest, atMs), 0);
  const strongest = new Map<number, Taste>();
  for (const deed of deeds) {
    const weight = strengthOf(deed) * decay((newestMs - deed.atMs) / DAY_MS, HALF_LIFE_DAYS);
    if (weight > (strongest.get(deed.item)?.weight ?? 0)) {
      strongest.set(deed.item, { item: deed.item, weight, sign: deed.type });
    }
  }
  return [...strongest.values()].sort((a, b) => b.weight - a.weight).slice(0, MAX_TASTES);
}
