import { findLines, saveLines } from '../data/cart-line.repository.js';
import { findVariants } from '../data/catalogue.repository.js';
import { CartProblemsError } from '../domain/cart.errors.js';
import { planUpdate } from '../domain/plan-lines.js';
import { type CartOutcome, type CartToChange, changeCart } from './change-cart.js';
import type { CartsDependencies } from './dependencies.js';

/**
 * Sets the quantities of lines, all or none; each line written remembers today's price.
 *
 * @throws NotFoundError      as `changeCart` does
 * @throws CartProblemsError  also LINE_NOT_FOUND, QUANTITY_OUT_OF_RANGE, VARIANT_UNAVAILABLE, PRICE_UNAVAILABLE
 */
export function updateCartLines(
  dependencies: CartsDependencies,
  input: CartToChange & { updates: readonly { readonly lineId: string; readonly quantity: number }[] },
): Promise<CartOutcome> {
  return changeCart(dependencies, input, async (tx, { id, currency }) => {
    const existing = await findLines(tx, id);
    const variantIds = existing.map(({ variantId }) => variantId);
    const variants = await findVariants(tx, variantIds);
    const { lines, problems } = planUpdate(existing, input.updates, { currency, variants });
    if (problems.length > 0) throw new CartProblemsError(...problems);
    await saveLines(tx, id, lines);
    return {};
  });
}
