import { DateTime, MoneyType, toMoney } from '@souk/subgraph-kit/graphql';
import { Ctx, Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import type { OrdersContext } from '../context.js';
import { type Return, ReturnReason } from '../domain/return.js';
import { ReturnStatus } from '../domain/return-status.js';
import { idInSight, type SeenOrder } from './in-sight.js';

registerEnumType(ReturnStatus, { name: 'ReturnStatus' });
registerEnumType(ReturnReason, { name: 'ReturnReason' });

@ObjectType('ReturnLine', { description: 'Pieces of an order’s line that are sent back.' })
export class ReturnLineType {
  @Field(() => ID, { description: 'Of the order’s line.' })
  lineId!: string;

  @Field(() => Int, { description: 'As announced.' })
  quantity!: number;

  @Field(() => ReturnReason)
  reason!: ReturnReason;

  @Field(() => Int, { description: 'Came, and can be sold again.' })
  restockedQuantity!: number;

  @Field(() => Int, { description: 'Came, and is lost.' })
  writtenOffQuantity!: number;
}

@ObjectType('Return', { description: 'Pieces that the buyer sends back to one seller.' })
export class OrderReturnType {
  seen!: SeenOrder;
  refundId!: string | null;

  @Field(() => ID)
  id!: string;

  @Field(() => ID, { description: 'Of the order, or for its seller of the own part (`sellerOrder`).' })
  orderId(): string {
    return idInSight(this.seen);
  }

  @Field(() => String)
  orderNumber(): string {
    return this.seen.order.number;
  }

  @Field(() => ReturnStatus)
  status!: ReturnStatus;

  @Field(() => String, { nullable: true, description: 'The buyer’s words.' })
  comment!: string | null;

  @Field(() => String, { nullable: true, description: 'The seller’s words to the buyer.' })
  answer!: string | null;

  @Field(() => DateTime)
  requestedAt!: Date;

  @Field(() => DateTime, { nullable: true, description: 'When it was approved, rejected or withdrawn.' })
  decidedAt!: Date | null;

  @Field(() => DateTime, { nullable: true })
  receivedAt!: Date | null;

  @Field(() => DateTime, { nullable: true })
  completedAt!: Date | null;

  @Field(() => [ReturnLineType])
  async lines(@Ctx() { loaders }: OrdersContext): Promise<ReturnLineType[]> {
    const lines = await loaders.returnLines.load(this.id);
    return lines.map(({ orderLineId: lineId, returnId: _, ...line }) =>
      Object.assign(new ReturnLineType(), { ...line, lineId }),
    );
  }

  @Field(() => MoneyType, {
    nullable: true,
    description: 'What is given back for it; null until it is settled, and when there was nothing to give.',
  })
  async refunded(@Ctx() { loaders }: OrdersContext): Promise<MoneyType | null> {
    const { id, currency } = this.seen.order;
    const refund = (await loaders.refunds.load(id)).find((one) => one.id === this.refundId);
    return refund ? toMoney(refund.amountMinor, currency) : null;
  }
}

export function toOrderReturn(goods: Return, seen: SeenOrder): OrderReturnType {
  const { orderId: _, ...shown } = goods;
  return Object.assign(new OrderReturnType(), { ...shown, seen });
}
