import { requireId } from '@souk/subgraph-kit';
import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { CartsContext } from '../context.js';
import { addCartLines } from '../use-cases/add-cart-lines.js';
import { removeCartLines } from '../use-cases/remove-cart-lines.js';
import { updateCartLines } from '../use-cases/update-cart-lines.js';
import { CartLinesAddInput, CartLinesRemoveInput, CartLinesUpdateInput } from './cart.inputs.js';
import { CartPayload, payloadOfChange } from './cart.payload.js';
import { requireAdditions, requireFew } from './cart-lines.inputs.js';

@Resolver()
export class CartLinesResolver {
  @Mutation(() => CartPayload)
  cartLinesAdd(
    @Arg('input', () => CartLinesAddInput) input: CartLinesAddInput,
    @Ctx() context: CartsContext,
  ): Promise<CartPayload> {
    const additions = requireAdditions(requireFew(input.lines, 1));
    return payloadOfChange(context, input, (cart) => addCartLines(context.app, { ...cart, additions }));
  }

  @Mutation(() => CartPayload)
  cartLinesUpdate(
    @Arg('input', () => CartLinesUpdateInput) input: CartLinesUpdateInput,
    @Ctx() context: CartsContext,
  ): Promise<CartPayload> {
    const updates = requireFew(input.lines, 1).map(({ lineId, quantity }, index) => ({
      lineId: requireId(lineId, ['input', 'lines', String(index), 'lineId']),
      quantity,
    }));
    return payloadOfChange(context, input, (cart) => updateCartLines(context.app, { ...cart, updates }));
  }

  @Mutation(() => CartPayload)
  cartLinesRemove(
    @Arg('input', () => CartLinesRemoveInput) input: CartLinesRemoveInput,
    @Ctx() context: CartsContext,
  ): Promise<CartPayload> {
    const lineIds = requireFew(input.lines, 1).map(({ lineId }, index) =>
      requireId(lineId, ['input', 'lines', String(index), 'lineId']),
    );
    return payloadOfChange(context, input, (cart) => removeCartLines(context.app, { ...cart, lineIds }));
  }
}
