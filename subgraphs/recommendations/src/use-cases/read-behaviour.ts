import type { RecommendationsDatabase } from '../data/database.js';
import { findGuestDeedsAfter, findMemberDeedsAfter, type StoredDeed } from '../data/interaction.repository.js';
import { type Behaviour, BehaviourBuilder, type Deed } from '../domain/behaviour.js';
import { strengthOf } from '../domain/interaction.js';
import type { Catalogue } from './read-catalogue.js';

const PAGE = 2_000;
const BEFORE_ALL = { userId: '00000000-0000-0000-0000-000000000000', id: 0 };

/** Reads all interactions page by page, one shopper after another. One statement for 2 000 of them. */
export async function readBehaviour(
  { db }: RecommendationsDatabase,
  { itemOf, productIds }: Pick<Catalogue, 'itemOf' | 'productIds'>,
  now: Date,
): Promise<Behaviour> {
  const builder = new BehaviourBuilder(productIds.length, now.getTime());
  const toDeed = (stored: StoredDeed) => deedOf(stored, itemOf);
  for (let afterId = 0; ; ) {
    const page = await findGuestDeedsAfter(db, afterId, PAGE);
    for (const stored of page) builder.addToPopularity(toDeed(stored));
    const last = page.at(-1);
    if (!last) break;
    afterId = last.id;
  }
  let shopper: { userId: string | null; deeds: Deed[] } = { userId: null, deeds: [] };
  for (let position = BEFORE_ALL; ; ) {
    const page = await findMemberDeedsAfter(db, position, PAGE);
    for (const stored of page) {
      if (stored.userId !== shopper.userId) {
        builder.addShopper(shopper.deeds);
        shopper = { userId: stored.userId, deeds: [] };
      }
      shopper.deeds.push(...toDeed(stored));
    }
    const last = page.at(-1);
    if (!last?.userId) break;
    position = { userId: last.userId, id: last.id };
  }
  builder.addShopper(shopper.deeds);
  return builder.build();
}

/** Empty for a product that is not in the catalogue. */
function deedOf(stored: StoredDeed, itemOf: ReadonlyMap<string, number>): Deed[] {
  const item = stored.productId ? itemOf.get(stored.productId) : undefined;
  return item === undefined ? [] : [{ item, strength: strengthOf(stored), atMs: stored.at.getTime() }];
}
