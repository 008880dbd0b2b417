import { Field, ID, InputType, Int } from 'type-graphql';

@InputType('CategoryCreateInput')
export class CategoryCreateInput {
  @Field(() => String)
  name!: string;

  @Field(() => String, { nullable: true })
  description?: string | null;

  @Field(() => ID, { nullable: true, description: 'None makes a department.' })
  parentId?: string | null;

  @Field(() => Int, { nullable: true, description: 'Place among its siblings, from 0.' })
  position?: number | null;

  @Field(() => String, { nullable: true })
  idempotencyKey?: string | null;
}

@InputType('CategoryUpdateInput', { description: 'What is left out stays.' })
export class CategoryUpdateInput {
  @Field(() => ID)
  categoryId!: string;

  @Field(() => String, { nullable: true })
  name?: string | null;

  @Field(() => String, { nullable: true })
  description?: string | null;

  @Field(() => Int, { nullable: true })
  position?: number | null;
}

@InputType('ReviewCreateInput')
export class ReviewCreateInput {
  @Field(() => ID)
  productId!: string;

  @Field(() => Int, { description: 'Stars, 1–5.' })
  rating!: number;

  @Field(() => String)
  title!: string;

  @Field(() => String)
  body!: string;

  @Field(() => String, { nullable: true })
  idempotencyKey?: string | null;
}
