import { ArgsType, Field, Int } from 'type-graphql';

@ArgsType()
export class PageArgs {
  @Field(() => Int, { nullable: true, description: '1–100, 20 if not given.' })
  first?: number | null;

  @Field(() => String, { nullable: true })
  after?: string | null;
}
