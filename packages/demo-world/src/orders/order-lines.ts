import { type Catalogue, productCreatedMs } from '../catalogue/catalogue.js';
import { type Offer, offerOf } from '../catalogue/offer.js';
import type { Popularity } from '../demand/popularity.js';
import { Random } from '../random.js';
import { TASTES } from '../tastes.js';
import { type OrderPlan, VIEW_LEAD_MS } from './order-plan.js';

const CHOICE_STREAM = 603;
/** How often the next thing in the basket is the one that goes with the last. */
const COMPANION_CHANCE = 0.45;
const QUANTITIES = [1, 1, 1, 1, 1, 1, 2, 2, 3];

export interface Choice {
  readonly offer: Offer;
  readonly quantity: number;
}

/** What the buyer puts into the basket: `plan.lineCount` different products, mostly to their taste. */
export function choicesOf(plan: OrderPlan, catalogue: Catalogue, popularity: Popularity): Choice[] {
  const random = new Random(CHOICE_STREAM, plan.index);
  const taste = plan.buyer % TASTES.length;
  const soughtMs = plan.placedMs - VIEW_LEAD_MS;
  const chosen: number[] = [];
  while (chosen.length < plan.lineCount) {
    const companion = random.chance(COMPANION_CHANCE) ? companionOfLast(chosen, catalogue, soughtMs) : null;
    const product = companion ?? popularity.pick({ random, taste, atMs: soughtMs });
    if (!chosen.includes(product)) chosen.push(product);
  }
  return chosen.map((product) => {
    const draft = catalogue.draftAt(product);
    return { offer: offerOf(draft, random.zipfRank(draft.variantCount)), quantity: random.pick(QUANTITIES) };
  });
}

function companionOfLast(chosen: readonly number[], catalogue: Catalogue, soughtMs: number): number | null {
  const last = chosen.at(-1);
  const companion = last === undefined ? null : catalogue.companionOf(last);
  return companion !== null && productCreatedMs(companion) < soughtMs ? companion : null;
}
