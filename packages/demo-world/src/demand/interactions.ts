import { offerOf, productIdOf } from '../catalogue/offer.js';
import { DAY_MS, STORY_END_MS } from '../clock.js';
import { choicesOf } from '../orders/order-lines.js';
import { CART_LEAD_MS, planOrder, VIEW_LEAD_MS } from '../orders/order-plan.js';
import { stepsOf } from '../orders/order-timeline.js';
import type { OrderWorld } from '../orders/orders.js';
import { memberId } from '../people/members.js';
import { Random } from '../random.js';
import type { ScalePlan } from '../scale.js';
import { TASTES } from '../tastes.js';
import type { SeedInteraction } from '../types.js';
import { reviewRows } from './reviews.js';

const BROWSING_STREAM = 402;
const BROWSED_DAYS = 365;
/** Every fourth product that a member only looked at went into the cart all the same. */
const CARTED_EVERY = 4;

/** VIEW and CART rows of one member who bought nothing. */
export function browsingRowsPerMember({ browsedPerMember }: ScalePlan): number {
  return browsedPerMember + Math.floor(browsedPerMember / CARTED_EVERY);
}

export function* interactionRows(world: OrderWorld): Generator<SeedInteraction> {
  for (let index = 0; index < world.plan.orders; index += 1) yield* purchasesOf(index, world);
  for (const { userId, productId, createdAt } of reviewRows(world)) {
    yield { userId, type: 'REVIEW', productId, variantId: null, at: createdAt };
  }
  for (let index = 0; index < world.plan.members; index += 1) yield* browsingOf(index, world);
}

/** Looked at, put into the cart, paid: three rows for each line of an order whose payment went through. */
function* purchasesOf(
  index: number,
  { catalogue, popularity, plan: scale, clock }: OrderWorld,
): Generator<SeedInteraction> {
  const plan = planOrder(index, scale);
  const paid = stepsOf(plan).find(({ status }) => status === 'CONFIRMED');
  if (paid === undefined) return;
  const userId = memberId(plan.buyer);
  for (const { offer } of choicesOf(plan, catalogue, popularity)) {
    const { productId, variantId } = offer;
    yield { userId, type: 'VIEW', productId, variantId: null, at: clock.dateOf(plan.placedMs - VIEW_LEAD_MS) };
    yield { userId, type: 'CART', productId, variantId, at: clock.dateOf(plan.placedMs - CART_LEAD_MS) };
    yield { userId, type: 'PURCHASE', productId, variantId, at: clock.dateOf(paid.atMs) };
  }
}

function* browsingOf(member: number, { catalogue, popularity, plan, clock }: OrderWorld): Generator<SeedInteraction> {
  const random = new Random(BROWSING_STREAM, member);
  const userId = memberId(member);
  for (let look = 1; look <= plan.browsedPerMember; look += 1) {
    const atMs = STORY_END_MS - Math.floor(random.fraction() * BROWSED_DAYS * DAY_MS) - CART_LEAD_MS;
    const draft = catalogue.draftAt(popularity.pick({ random, taste: member % TASTES.length, atMs }));
    yield { userId, type: 'VIEW', productId: productIdOf(draft), variantId: null, at: clock.dateOf(atMs) };
    if (look % CARTED_EVERY !== 0) continue;
    const { productId, variantId } = offerOf(draft, random.zipfRank(draft.variantCount));
    yield { userId, type: 'CART', productId, variantId, at: clock.dateOf(atMs + CART_LEAD_MS) };
  }
}
