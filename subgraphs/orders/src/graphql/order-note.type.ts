import { DateTime } from '@souk/subgraph-kit/graphql';
import { Field, ID, ObjectType } from 'type-graphql';
import type { OrderNote } from '../domain/order-note.js';

@ObjectType('OrderNote', { description: 'What the staff wrote down about an order.' })
export class OrderNoteType {
  @Field(() => ID)
  id!: string;

  @Field(() => String)
  body!: string;

  @Field(() => Boolean, { description: 'The buyer reads it as well.' })
  isForBuyer!: boolean;

  @Field(() => DateTime)
  createdAt!: Date;
}

export function toOrderNote({ id, body, isForBuyer, createdAt }: OrderNote): OrderNoteType {
  return Object.assign(new OrderNoteType(), { id, body, isForBuyer, createdAt });
}
