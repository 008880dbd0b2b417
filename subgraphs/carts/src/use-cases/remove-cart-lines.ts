import { deleteLines, findLines } from '../data/cart-line.repository.js';
import { CartProblemsError } from '../domain/cart.errors.js';
import { lineNotFound } from '../domain/plan-lines.js';
import { type CartOutcome, type CartToChange, changeCart } from './change-cart.js';
import type { CartsDependencies } from './dependencies.js';

/**
 * Takes lines out of a cart, all or none.
 *
 * @throws NotFoundError      as `changeCart` does
 * @throws CartProblemsError  also LINE_NOT_FOUND
 */
export function removeCartLines(
  dependencies: CartsDependencies,
  input: CartToChange & { lineIds: readonly string[] },
): Promise<CartOutcome> {
  return changeCart(dependencies, input, async (tx, { id }) => {
    const existing = new Set((await findLines(tx, id)).map((line) => line.id));
    const problems = input.lineIds.flatMap((lineId, index) =>
      existing.has(lineId) ? [] : [lineNotFound(['input', 'lines', String(index), 'lineId'])],
    );
    if (problems.length > 0) throw new CartProblemsError(...problems);
    await deleteLines(tx, id, input.lineIds);
    return {};
  });
}
