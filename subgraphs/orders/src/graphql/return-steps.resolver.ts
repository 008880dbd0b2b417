import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { OrdersContext } from '../context.js';
import { decideReturn } from '../use-cases/decide-return.js';
import { receiveReturn } from '../use-cases/receive-return.js';
import { refundReturn } from '../use-cases/refund-return.js';
import {
  parseReturnDecision,
  parseReturnReceive,
  parseReturnRefund,
  ReturnApproveInput,
  ReturnReceiveInput,
  ReturnRefundInput,
  ReturnRejectInput,
} from './return.inputs.js';
import { presentReturn, ReturnPayload } from './return-payload.type.js';

/** What the seller does. */
@Resolver()
export class ReturnStepsResolver {
  @Mutation(() => ReturnPayload, {
    description: 'Lets the buyer send it. For the seller of the pieces, and admins. Safe to repeat.',
  })
  async returnApprove(
    @Arg('input', () => ReturnApproveInput) input: ReturnApproveInput,
    @Ctx() context: OrdersContext,
  ): Promise<ReturnPayload> {
    const decision = { viewer: context.viewer, ...parseReturnDecision(input, 'approve') };
    return presentReturn(context, decision.returnId, await decideReturn(context.app, decision));
  }

  @Mutation(() => ReturnPayload, {
    description: 'Refuses it, and says why. For the seller of the pieces, and admins. Safe to repeat.',
  })
  async returnReject(
    @Arg('input', () => ReturnRejectInput) input: ReturnRejectInput,
    @Ctx() context: OrdersContext,
  ): Promise<ReturnPayload> {
    const decision = { viewer: context.viewer, ...parseReturnDecision(input, 'reject') };
    return presentReturn(context, decision.returnId, await decideReturn(context.app, decision));
  }

  @Mutation(() => ReturnPayload, {
    description: 'Notes what came of it: back on the shelf, or lost. For the seller of the pieces, and admins.',
  })
  async returnReceive(
    @Arg('input', () => ReturnReceiveInput) input: ReturnReceiveInput,
    @Ctx() context: OrdersContext,
  ): Promise<ReturnPayload> {
    const receipt = { viewer: context.viewer, ...parseReturnReceive(input) };
    return presentReturn(context, receipt.returnId, await receiveReturn(context.app, receipt));
  }

  @Mutation(() => ReturnPayload, {
    description:
      'Gives back what the received pieces cost, and settles the return. For the seller of the pieces, and admins.',
  })
  async returnRefund(
    @Arg('input', () => ReturnRefundInput) input: ReturnRefundInput,
    @Ctx() context: OrdersContext,
  ): Promise<ReturnPayload> {
    const refund = { viewer: context.viewer, ...parseReturnRefund(input) };
    return presentReturn(context, refund.returnId, await refundReturn(context.app, refund));
  }
}
