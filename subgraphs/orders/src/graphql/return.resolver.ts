import { requireId } from '@souk/subgraph-kit';
import { anInputError, UserErrorType } from '@souk/subgraph-kit/graphql';
import { Arg, Ctx, Field, Mutation, ObjectType, Resolver } from 'type-graphql';
import type { OrdersContext } from '../context.js';
import { requestReturn } from '../use-cases/request-return.js';
import { withdrawReturn } from '../use-cases/withdraw-return.js';
import { OrderType } from './order.type.js';
import { rereadOrder } from './readable-order.js';
import { parseReturnRequest, ReturnRequestInput, ReturnWithdrawInput } from './return.inputs.js';
import { OrderReturnType, toOrderReturn } from './return.type.js';
import { presentReturn, ReturnPayload } from './return-payload.type.js';

@ObjectType()
export class ReturnRequestPayload {
  @Field(() => OrderType, { nullable: true })
  order!: OrderType | null;

  @Field(() => [OrderReturnType], { description: 'One for each seller; none when something can’t be sent back.' })
  returns!: OrderReturnType[];

  @Field(() => [UserErrorType])
  userErrors!: UserErrorType[];
}

/** What the buyer does. */
@Resolver()
export class ReturnResolver {
  @Mutation(() => ReturnRequestPayload, {
    description:
      'Asks to send delivered pieces back. For the buyer and admins, within the shop’s days of the delivery.',
  })
  async returnRequest(
    @Arg('input', () => ReturnRequestInput) input: ReturnRequestInput,
    @Ctx() context: OrdersContext,
  ): Promise<ReturnRequestPayload> {
    const request = parseReturnRequest(input);
    const result = await requestReturn(context.app, { viewer: context.viewer, ...request });
    const order = await rereadOrder(context, request.orderId);
    if (result.kind === 'objected') {
      const { code, message, path } = result.objection;
      const userErrors = [anInputError(code, message, path)];
      return Object.assign(new ReturnRequestPayload(), { order, returns: [], userErrors });
    }
    const goods = await context.loaders.returns.load(request.orderId);
    const returns = goods.filter(({ id }) => result.returnIds.includes(id));
    return Object.assign(new ReturnRequestPayload(), {
      order,
      returns: order ? returns.map((one) => toOrderReturn(one, order.seen)) : [],
      userErrors: [],
    });
  }

  @Mutation(() => ReturnPayload, {
    description: 'Keeps what was to be sent back. For the buyer and admins, until it is received. Safe to repeat.',
  })
  async returnWithdraw(
    @Arg('input', () => ReturnWithdrawInput) input: ReturnWithdrawInput,
    @Ctx() context: OrdersContext,
  ): Promise<ReturnPayload> {
    const returnId = requireId(input.returnId, ['input', 'returnId']);
    const orderId = requireId(input.orderId, ['input', 'orderId']);
    return presentReturn(
      context,
      returnId,
      await withdrawReturn(context.app, { viewer: context.viewer, orderId, returnId }),
    );
  }
}
