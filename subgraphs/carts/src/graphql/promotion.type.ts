import { DateTime } from '@souk/subgraph-kit/graphql';
import { Field, ID, Int, ObjectType } from 'type-graphql';
import type { Promotion } from '../domain/promotion.js';

@ObjectType('Promotion', { description: 'A percentage coupon.' })
export class PromotionType implements Promotion {
  @Field(() => ID)
  id!: string;

  @Field(() => String, { description: 'Upper-case; shoppers may type it as they like.' })
  code!: string;

  @Field(() => Int, { description: 'Whole percent of the subtotal, 1–100.' })
  percentOff!: number;

  @Field(() => DateTime)
  startsAt!: Date;

  @Field(() => DateTime, { nullable: true, description: 'null: does not end.' })
  endsAt!: Date | null;

  @Field(() => DateTime, { nullable: true, description: 'null while it was not archived.' })
  archivedAt!: Date | null;
}
