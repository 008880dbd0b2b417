import { findLines, saveLines } from '../data/cart-line.repository.js';
import { findVariants } from '../data/catalogue.repository.js';
import type { CartsTransaction } from '../data/database.js';
import { CartProblemsError } from '../domain/cart.errors.js';
import type { Cart } from '../domain/cart.js';
import { planAddition } from '../domain/plan-lines.js';
import type { CartsDependencies } from './dependencies.js';
import { tellOfLines } from './tell-of-lines.js';

export interface LineToAdd {
  readonly variantId: string;
  /** pieces; checked here */
  readonly quantity: number;
}

/**
 * Adds lines to a locked cart, all or none, whose next version the caller writes.
 *
 * @throws CartProblemsError  QUANTITY_OUT_OF_RANGE, TOO_MANY_LINES, VARIANT_UNAVAILABLE, PRICE_UNAVAILABLE
 * Emits `cart-lines-added` for a member's cart (outbox, same transaction).
 */
export async function putLines(
  dependencies: CartsDependencies,
  tx: CartsTransaction,
  { cart, additions }: { cart: Cart; additions: readonly LineToAdd[] },
): Promise<void> {
  const variantIds = additions.map(({ variantId }) => variantId);
  const existing = await findLines(tx, cart.id);
  const variants = await findVariants(tx, variantIds);
  const { lines, problems } = planAddition(existing, additions, { currency: cart.currency, variants });
  if (problems.length > 0) throw new CartProblemsError(...problems);
  await saveLines(tx, cart.id, lines);
  await tellOfLines(dependencies, tx, { cart, additions, variants });
}
