import { brandRows } from './catalogue/brands.js';
import { buildProduct } from './catalogue/build-product.js';
import type { Catalogue } from './catalogue/catalogue.js';
import { CATEGORIES } from './catalogue/categories.js';
import { generatedCatalogue } from './catalogue/generated-catalogue.js';
import { writtenCatalogue } from './catalogue/written-catalogue.js';
import { Clock, STORY_END_MS } from './clock.js';
import { browsingRowsPerMember, interactionRows } from './demand/interactions.js';
import { Popularity } from './demand/popularity.js';
import { reviewCountOf, reviewRows } from './demand/reviews.js';
import { stockRows, WAREHOUSES } from './inventory.js';
import { lineCountAt, pathAt, wasPaid } from './orders/order-plan.js';
import { type OrderWorld, orderRows } from './orders/orders.js';
import { userRows } from './people/members.js';
import { sellerRow } from './people/sellers.js';
import { promotionRows } from './promotions.js';
import { SCALES, type ScalePlan } from './scale.js';
import type { SeedProduct, SeedSeller, World, WorldCounts, WorldScale } from './types.js';

export interface WorldOptions {
  /** The instant at which the newest orders are minutes old; a fixed day when absent. Moves every Date and no id. */
  readonly now?: Date;
}

/**
 * The seed data of one scale, always the same. Cheap: rows are made while they are read, in memory that does not grow.
 *
 * @param scale  demo: 60 products, written by hand; small, medium, large: 1 000, 10 000, 100 000 generated ones
 */
export function createWorld(scale: WorldScale, options: WorldOptions = {}): World {
  const plan = SCALES[scale];
  const clock = new Clock(options.now ?? new Date(STORY_END_MS));
  const catalogue = plan.generatedProducts === 0 ? writtenCatalogue(plan.sellers) : generatedCatalogue(plan);
  const popularity = new Popularity(catalogue);
  const world: OrderWorld = { catalogue, popularity, plan, clock };
  let counts: WorldCounts | undefined;
  return {
    scale,
    now: clock.now,
    get counts() {
      counts ??= countsOf(world);
      return counts;
    },
    users: () => restartable(() => userRows(plan, clock)),
    sellers: () => restartable(() => sellerRows(plan, clock)),
    categories: () => CATEGORIES,
    brands: () => restartable(() => brandRows(catalogue.brandNames)),
    products: () => restartable(() => productRows(catalogue, clock)),
    reviews: () => restartable(() => reviewRows(world)),
    warehouses: () => WAREHOUSES,
    stock: () => restartable(() => stockRows(catalogue)),
    orders: () => restartable(() => orderRows(world)),
    interactions: () => restartable(() => interactionRows(world)),
    promotions: () => promotionRows(clock),
  };
}

/** A generator can be read once; this begins anew for each loop. */
function restartable<T>(begin: () => Iterator<T>): Iterable<T> {
  return { [Symbol.iterator]: begin };
}

function* sellerRows(plan: ScalePlan, clock: Clock): Generator<SeedSeller> {
  for (let index = 0; index < plan.sellers; index += 1) yield sellerRow(index, clock);
}

function* productRows(catalogue: Catalogue, clock: Clock): Generator<SeedProduct> {
  for (let index = 0; index < catalogue.productCount; index += 1) yield buildProduct(catalogue.draftAt(index), clock);
}

function countsOf({ catalogue, popularity, plan }: OrderWorld): WorldCounts {
  let [orderLines, paidLines, reviews] = [0, 0, 0];
  for (let index = 0; index < plan.orders; index += 1) {
    orderLines += lineCountAt(index);
    if (wasPaid(pathAt(index, plan))) paidLines += lineCountAt(index);
  }
  for (let index = 0; index < catalogue.productCount; index += 1) reviews += reviewCountOf(index, popularity, plan);
  return {
    users: 1 + plan.sellers + plan.members,
    sellers: plan.sellers,
    categories: CATEGORIES.length,
    brands: catalogue.brandNames.length,
    products: catalogue.productCount,
    variants: catalogue.variantCount,
    reviews,
    warehouses: WAREHOUSES.length,
    stock: catalogue.variantCount * WAREHOUSES.length,
    orders: plan.orders,
    orderLines,
    interactions: 3 * paidLines + reviews + plan.members * browsingRowsPerMember(plan),
    promotions: 1,
  };
}
