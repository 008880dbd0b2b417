import { requireId, type Viewer } from '@souk/subgraph-kit';
import { UserErrorType } from '@souk/subgraph-kit/graphql';
import { Ctx, Field, ObjectType } from 'type-graphql';
import type { CartsContext } from '../context.js';
import { CartProblemsError } from '../domain/cart.errors.js';
import type { Cart } from '../domain/cart.js';
import type { CartWarning } from '../domain/cart-warning.js';
import type { CartOutcome, CartToChange } from '../use-cases/change-cart.js';
import { CartType } from './cart.type.js';
import { toUserError } from './cart-errors.type.js';
import { CartWarningType } from './cart-warning.type.js';

@ObjectType()
export class CartPayload {
  readonly saved: Cart | null;
  readonly ownWarnings: readonly CartWarning[];

  @Field(() => [UserErrorType], { description: 'Empty when it was done; otherwise nothing was.' })
  readonly userErrors: UserErrorType[];

  constructor(saved: Cart | null, facts: { userErrors: UserErrorType[]; warnings: readonly CartWarning[] }) {
    this.saved = saved;
    this.userErrors = facts.userErrors;
    this.ownWarnings = facts.warnings;
  }

  @Field(() => CartType, { nullable: true, description: 'As it is now, also when nothing was done.' })
  get cart(): CartType | null {
    return this.saved && new CartType(this.saved);
  }

  @Field(() => [CartWarningType], { description: 'Of what was done just now, then of the cart’s lines.' })
  async warnings(@Ctx() { loaders }: CartsContext): Promise<CartWarningType[]> {
    const { saved, ownWarnings } = this;
    if (!saved) return [];
    const { lines } = await loaders.priced.load(saved);
    const all = [...ownWarnings, ...lines.flatMap((line) => line.warnings)];
    return all.map((warning) => new CartWarningType(warning, saved.currency));
  }
}

/**
 * Does the work and answers with the cart as it then is; what the shopper can mend becomes `userErrors`.
 *
 * @param cartBefore  finds the cart to show when nothing was done
 */
export async function payloadOf(
  { loaders }: CartsContext,
  cartBefore: () => Promise<Cart | null>,
  work: () => Promise<CartOutcome>,
): Promise<CartPayload> {
  try {
    loaders.clearAll();
    const { cartId, warnings } = await work();
    return new CartPayload(await loaders.cart.load(cartId), { userErrors: [], warnings });
  } catch (error) {
    if (!(error instanceof CartProblemsError)) throw error;
    return new CartPayload(await cartBefore(), { userErrors: error.problems.map(toUserError), warnings: [] });
  }
}

/** The same for a change of one cart that the viewer names. @throws InvalidInputError  for what can't be a cart's id */
export function payloadOfChange(
  context: CartsContext,
  input: { cartId: string; expectedVersion?: number | null },
  work: (cart: CartToChange) => Promise<CartOutcome>,
): Promise<CartPayload> {
  const cartId = requireId(input.cartId, ['input', 'cartId']);
  const { expectedVersion = null } = input;
  return payloadOf(
    context,
    () => context.loaders.cart.load(cartId),
    () => work({ cartId, viewerId: idOf(context.viewer), expectedVersion }),
  );
}

function idOf(viewer: Viewer): string | null {
  return viewer.kind === 'member' ? viewer.id : null;
}
