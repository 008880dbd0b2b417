import { DateTime } from '@souk/subgraph-kit/graphql';
import { Field, ID, InputType, Int } from 'type-graphql';

@InputType()
export class PromotionCreateInput {
  @Field(() => String, { description: '3–40 letters, digits, hyphens and underscores.' })
  code!: string;

  @Field(() => Int, { description: 'Whole percent of the subtotal, 1–100.' })
  percentOff!: number;

  @Field(() => DateTime, { nullable: true, description: 'null: at once.' })
  startsAt?: Date | null;

  @Field(() => DateTime, { nullable: true, description: 'null: does not end.' })
  endsAt?: Date | null;

  @Field(() => String, { nullable: true })
  idempotencyKey?: string | null;
}

@InputType()
export class PromotionArchiveInput {
  @Field(() => ID)
  promotionId!: string;
}
