import { DateTime, MoneyType, toMoney } from '@souk/subgraph-kit/graphql';
import { Ctx, Field, ID, ObjectType, registerEnumType } from 'type-graphql';
import type { OrdersContext } from '../context.js';
import type { Order } from '../domain/order.js';
import { DocumentKind, type OrderDocument } from '../domain/order-document.js';

registerEnumType(DocumentKind, { name: 'OrderDocumentKind' });

@ObjectType('OrderDocument', { description: 'An invoice, or the credit note of a refund.' })
export class OrderDocumentType {
  @Field(() => ID)
  id!: string;

  @Field(() => DocumentKind)
  kind!: DocumentKind;

  @Field(() => String, { description: 'Such as INV-000042; without a gap within its kind.' })
  number!: string;

  @Field(() => MoneyType)
  amount!: MoneyType;

  @Field(() => DateTime)
  issuedAt!: Date;

  @Field(() => String, { description: 'A page to print. Whoever has the link may open it, for fifteen minutes.' })
  url(@Ctx() { app }: OrdersContext): string {
    return app.documentUrl(`/documents/${this.id}`);
  }
}

export function toOrderDocument(
  { id, kind, number, amountMinor, issuedAt }: OrderDocument,
  { currency }: Order,
): OrderDocumentType {
  const amount = toMoney(amountMinor, currency);
  return Object.assign(new OrderDocumentType(), { id, kind, number, amount, issuedAt });
}
