import { UserErrorType } from '@souk/subgraph-kit/graphql';
import { Arg, Ctx, Field, Mutation, ObjectType, Resolver } from 'type-graphql';
import type { OrdersContext } from '../context.js';
import { type Placed, type Placement, placeOrder } from '../use-cases/place-order.js';
import { declineError, refusalErrors } from './order.errors.type.js';
import { OrderType } from './order.type.js';
import { OrderPlaceInput, parseOrderPlace } from './order-place.inputs.js';
import { PaymentSessionType, toPaymentSession } from './payment.type.js';
import { rereadOrder } from './readable-order.js';

@ObjectType()
export class OrderPlacePayload {
  @Field(() => OrderType, { nullable: true, description: 'Null when no order was made.' })
  order!: OrderType | null;

  @Field(() => PaymentSessionType, {
    nullable: true,
    description:
      'Null when the payment was refused or costs nothing, and while Stripe does not answer: follow the order then.',
  })
  payment!: PaymentSessionType | null;

  @Field(() => [UserErrorType])
  userErrors!: UserErrorType[];
}

@Resolver()
export class OrderPlaceResolver {
  @Mutation(() => OrderPlacePayload, {
    description: 'Makes an order of a cart and pays it. Safe to repeat with the same idempotencyKey.',
  })
  async orderPlace(
    @Arg('input', () => OrderPlaceInput) input: OrderPlaceInput,
    @Ctx() context: OrdersContext,
  ): Promise<OrderPlacePayload> {
    const { app, viewer, requestId } = context;
    const placement = await placeOrder(app, { viewer, requestId, ...parseOrderPlace(input) });
    return Object.assign(new OrderPlacePayload(), await present(context, placement));
  }
}

async function present(context: OrdersContext, placement: Placement): Promise<OrderPlacePayload> {
  if (placement.kind === 'refused') {
    return { order: null, payment: null, userErrors: refusalErrors(placement.refusal) };
  }
  return presentPlaced(context, placement);
}

async function presentPlaced(
  context: OrdersContext,
  { orderId, payment, decline }: Placed,
): Promise<OrderPlacePayload> {
  const order = await rereadOrder(context, orderId);
  if (decline) return { order, payment: null, userErrors: [declineError(decline)] };
  return { order, payment: payment && toPaymentSession(payment), userErrors: [] };
}
