import { InvalidInputError, requireId, requireInteger, requireText } from '@souk/subgraph-kit';
import { anInputError, SafeInt, UserErrorType } from '@souk/subgraph-kit/graphql';
import { Arg, Ctx, Field, ID, InputType, Int, Mutation, ObjectType, Resolver } from 'type-graphql';
import type { OrdersContext } from '../context.js';
import type { RefundScope } from '../domain/refund.js';
import { type Refunding, refundOrder } from '../use-cases/refund-order.js';
import { OrderType } from './order.type.js';
import { RefundType, toRefund } from './payment.type.js';
import { rereadOrder } from './readable-order.js';

const MAX_LINES = 200;
const MAX_PIECES = 10_000;

@InputType()
export class RefundLineInput {
  @Field(() => ID)
  lineId!: string;

  @Field(() => Int)
  quantity!: number;
}

@InputType()
export class OrderRefundInput {
  @Field(() => ID)
  orderId!: string;

  @Field(() => [RefundLineInput], {
    nullable: true,
    description:
      'Gives back what these pieces cost, discount and tax included. They must not have been sent, or have come back.',
  })
  lines?: RefundLineInput[] | null;

  @Field(() => SafeInt, {
    nullable: true,
    description: 'Gives back this amount instead. With neither lines nor an amount: everything that is left.',
  })
  amountMinor?: number | null;

  @Field(() => String, { description: 'For people; 1–500 characters.' })
  reason!: string;

  @Field(() => String, { description: '1–200 characters. The same key and input give one refund.' })
  idempotencyKey!: string;
}

@ObjectType()
export class OrderRefundPayload {
  @Field(() => OrderType, { nullable: true })
  order!: OrderType | null;

  @Field(() => RefundType, { nullable: true, description: 'Null when nothing was refunded.' })
  refund!: RefundType | null;

  @Field(() => [UserErrorType])
  userErrors!: UserErrorType[];
}

@Resolver()
export class OrderRefundResolver {
  @Mutation(() => OrderRefundPayload, {
    description: 'Gives money back, at most what was taken and not given back before. For admins.',
  })
  async orderRefund(
    @Arg('input', () => OrderRefundInput) input: OrderRefundInput,
    @Ctx() context: OrdersContext,
  ): Promise<OrderRefundPayload> {
    const orderId = requireId(input.orderId, ['input', 'orderId']);
    const result = await refundOrder(context.app, {
      viewer: context.viewer,
      orderId,
      scope: parseScope(input),
      reason: requireText(input.reason, ['input', 'reason'], { max: 500 }),
      idempotencyKey: requireText(input.idempotencyKey, ['input', 'idempotencyKey'], { max: 200 }),
    });
    return present(context, orderId, result);
  }
}

function parseScope({ lines, amountMinor }: OrderRefundInput): RefundScope {
  if (lines && amountMinor) throw new InvalidInputError('Give lines or amountMinor, not both', ['input']);
  if (lines) return { kind: 'pieces', lines: parseLines(lines) };
  if (amountMinor === null || amountMinor === undefined) return { kind: 'rest' };
  const bounds = { min: 1, max: Number.MAX_SAFE_INTEGER };
  return { kind: 'amount', amountMinor: requireInteger(amountMinor, ['input', 'amountMinor'], bounds) };
}

function parseLines(lines: readonly RefundLineInput[]) {
  if (lines.length < 1 || lines.length > MAX_LINES) {
    throw new InvalidInputError(`lines must have 1–${MAX_LINES} entries, got ${lines.length}`, ['input', 'lines']);
  }
  return lines.map(({ lineId, quantity }, index) => {
    const path = ['input', 'lines', String(index)];
    return {
      lineId: requireId(lineId, [...path, 'lineId']),
      quantity: requireInteger(quantity, [...path, 'quantity'], { min: 1, max: MAX_PIECES }),
    };
  });
}

async function present(context: OrdersContext, orderId: string, result: Refunding): Promise<OrderRefundPayload> {
  const order = await rereadOrder(context, orderId);
  if (result.kind === 'objected') {
    const { code, message, path } = result.objection;
    const userErrors = [anInputError(code, message, path)];
    return Object.assign(new OrderRefundPayload(), { order, refund: null, userErrors });
  }
  const refund = (await context.loaders.refunds.load(orderId)).find(({ id }) => id === result.refundId);
  return Object.assign(new OrderRefundPayload(), {
    order,
    refund: order && refund ? toRefund(refund, order.currency) : null,
    userErrors: [],
  });
}
