import type { Currency } from '@souk/subgraph-kit';
import { MoneyType, toMoney } from '@souk/subgraph-kit/graphql';
import { Field, ID, Int, ObjectType } from 'type-graphql';
import { backorderedPieces } from '../domain/backordered-pieces.js';
import type { OrderLine } from '../domain/order.js';
import { ProductVariantStub } from './stubs/product-variant.stub.js';

@ObjectType('OrderLine', {
  description: 'Pieces of one variant, with name and prices as they were when they were ordered.',
})
export class OrderLineType {
  @Field(() => ID)
  id!: string;

  @Field(() => ProductVariantStub, { nullable: true, description: 'Null when it is no longer in the catalogue.' })
  variant!: ProductVariantStub;

  @Field(() => String)
  sku!: string;

  @Field(() => String)
  name!: string;

  @Field(() => Int)
  quantity!: number;

  @Field(() => Int, { description: 'Pieces that will not be sent: they were refunded before.' })
  droppedQuantity!: number;

  @Field(() => Int, {
    description: 'Pieces that were sold before they were there, and that the shop waits for itself.',
  })
  backorderedQuantity!: number;

  @Field(() => Int, {
    nullable: true,
    description: 'Days, from the order, until those are there; null when there are none.',
  })
  backorderLeadDays!: number | null;

  @Field(() => MoneyType)
  unitPrice!: MoneyType;

  @Field(() => MoneyType, { description: 'Quantity times unit price, before discount and tax.' })
  subtotal!: MoneyType;

  @Field(() => MoneyType)
  discount!: MoneyType;

  @Field(() => MoneyType)
  tax!: MoneyType;
}

export function toOrderLine(line: OrderLine, currency: Currency): OrderLineType {
  return Object.assign(new OrderLineType(), {
    id: line.id,
    variant: Object.assign(new ProductVariantStub(), { id: line.variantId }),
    sku: line.sku,
    name: line.name,
    quantity: line.quantity,
    droppedQuantity: line.droppedQuantity,
    backorderedQuantity: backorderedPieces(line),
    backorderLeadDays: backorderedPieces(line) > 0 ? line.backorderLeadDays : null,
    unitPrice: toMoney(line.unitPriceMinor, currency),
    subtotal: toMoney(line.subtotalMinor, currency),
    discount: toMoney(line.discountMinor, currency),
    tax: toMoney(line.taxMinor, currency),
  });
}
